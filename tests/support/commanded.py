"""Plans between two databases as ``schemadiff plan`` makes them, on a server that many of them share."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import psycopg
from proving import Wrong, must_hold, script
from random_renames import AT, Words, told

from cases import Rows, State, lost
from schemadiff.comparison.comparison import Comparison
from schemadiff.comparison.states import EVERYTHING
from schemadiff.errors import Refused, SchemadiffError
from schemadiff.model import LockMode, Planned, Statement
from schemadiff.planning.plan import make
from schemadiff.planning.refusals import Asked
from schemadiff.proof.execute import execute
from schemadiff.proof.judges import catalogue
from schemadiff.shadow import Workshop, taken
from schemadiff.targets import Live

ASKED = Asked(allow_data_loss=True)


def command(
    workshop: Workshop, start: str, goal: str, rows: str = "", *, online: bool, words: Words | None = None
) -> str:
    """Plan from the database ``start``, given rows, to ``goal``; raise Wrong if that is wrong, else a word on what was seen.

    Where ``words`` are given, comments say of everything with one of them what it was called.
    """
    give_rows(workshop, start, rows)
    try:
        found = planned(workshop, start, goal, online=online, words=words)
    except Refused:
        return "refused"
    except SchemadiffError as error:
        raise Wrong(f"no plan: {type(error).__name__}: {error}") from error
    if any(refusal.reason == "unmodelled" for refusal in found.refusals):
        return "refused"
    must_be_right(found, online=online)
    if found.plan and rows and not any(answer.rows for answer in found.answers):
        _keeps_rows(workshop, start, goal, found)
    return "changed" if found.plan else "equal"


def give_rows(workshop: Workshop, database: str, rows: str) -> None:
    """Run the statements that make the rows of a case."""
    if not rows:
        return
    with psycopg.connect(workshop.server.conninfo(database, superuser=True)) as connection:
        connection.execute("SET check_function_bodies = off")
        connection.execute(rows.encode())


def planned(
    workshop: Workshop, start: str, goal: str, *, online: bool, words: Words | None = None
) -> Planned:
    """The plan between two databases, with its proof."""
    renames = tuple(told(workshop.read(start), workshop.read(goal), words)) if words else ()
    if renames:
        # Findings show the line of a comment.
        (workshop.settings.root / AT.path).parent.mkdir(exist_ok=True)
        (workshop.settings.root / AT.path).write_text("-- schemadiff:renamed from another\n")
    settings = replace(workshop.settings, online=online, privileges="exact")
    with Workshop(settings, reads=False) as own:
        own.server = workshop.server
        server = workshop.server
        target = Live("start", server.conninfo(start), server.version, server.loader, server, start)
        comparison = Comparison(own, target, alone=True, goal_name="goal")
        comparison.reading.begin()
        comparison.given = replace(taken(own, goal), claims=EVERYTHING, renames=renames)
        return make(comparison, ASKED)


def must_be_right(found: Planned, *, online: bool) -> None:
    """Raise Wrong if a proof fails, or if an online plan keeps others waiting and does not say why."""
    if found.proof:
        must_hold("there", found.proof, found.plan.statements)
    if found.proof and found.proof.way_back:
        must_hold("back", found.proof.way_back, found.down.statements if found.down else ())
    for refusal in found.refusals:
        raise Wrong(
            f"refused: {refusal.reason}: {refusal.message}\nof the plan:\n{script(found.plan.statements)}"
        )
    if online and (silent := [s for s in found.plan.statements if blocks(s) and not s.not_online]):
        raise Wrong(
            f"blocks and does not say why:\n{script(silent)}\nof the plan:\n{script(found.plan.statements)}"
        )


def blocks(statement: Statement) -> bool:
    """True if a statement was seen to work on all rows of a table that others may use, under a lock that keeps them waiting."""
    return any(each.work and each.lock >= LockMode.SHARE for each in statement.effects.relations)


def _keeps_rows(workshop: Workshop, start: str, goal: str, found: Planned) -> None:
    """Run the plan where the rows are, and see that they are still there."""
    with ExitStack() as stack:
        state = State(workshop.server, start, stack, superuser=True)
        before = state.rows()
        failure = execute(workshop, start, found.plan.statements)
        if failure is not None:
            raise Wrong(
                f"fails on rows: {failure.message}\nin: {failure.statement.sql}\n"
                f"of the plan:\n{script(found.plan.statements)}"
            )
        verdict = catalogue(workshop.read(start), workshop.read(goal))
        gone: dict[str, object] = lost(before, _read(state))
    if gone or not verdict.ok:
        raise Wrong(f"with rows: {gone} {verdict.differences}\nof the plan:\n{script(found.plan.statements)}")


def _read(state: State) -> Rows:
    state.onlooker.execute("DISCARD PLANS")
    return state.rows()
