"""Rows in the way of pending migrations: looked for before anything runs, and named in the error.

If an earlier statement may still change the answer, the question is asked right before the unit of its statement. If
that unit itself changes rows before, the constraint decides, and PostgreSQL rolls the whole unit back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from schemadiff.errors import SchemadiffError
from schemadiff.migrations.conditions import leaves_rows
from schemadiff.migrations.file import Migration
from schemadiff.migrations.job import Asked
from schemadiff.migrations.session import Connection, Patience, Say, Session
from schemadiff.migrations.split import Command, Unit
from schemadiff.migrations.state import Pending
from schemadiff.render.answers import keys
from schemadiff.render.untrusted import one_line, visible
from schemadiff.targets.ask import Asking, Found, Unanswered
from schemadiff.words import count

InTheWay = tuple[str, Command, str, Found]
"""The file, the statement, the question and its answer."""
HINT = (
    "fix them first, in a file that runs before this one or in this file above the statement: "
    "schemadiff explain rows-in-the-way says how"
)


def before_all(
    conn: Connection,
    patience: Patience,
    say: Say,
    waiting: Sequence[Pending],
    standing: str = "nothing was applied",
) -> frozenset[Asked]:
    """Ask the questions that can be asked before anything runs; return those that need not be asked again.

    ``waiting`` may be a down file; ``standing`` is the state of the database, for the error.

    Raises:
        SchemadiffError: rows are in the way.
    """
    settled: set[Asked] = set()
    wrong: list[InTheWay] = []
    if patience.preflight is None:
        return frozenset()
    asking = Asking(conn, patience.preflight)
    for number, (migration, command) in enumerate(_until_rows_change(waiting)):
        for sql in command.conditions:
            answer = asking.ask(sql)
            if isinstance(answer, Unanswered) and answer.early and number:
                # An earlier statement may create it: ask again before the unit.
                continue
            if isinstance(answer, Unanswered):
                _report_unasked(say, migration, command, answer)
            elif answer.rows:
                wrong.append((migration.path, command, sql, answer))
            settled.add((migration.path, command.line, sql))
    if wrong:
        raise refusal(wrong, standing)
    return frozenset(settled)


def before_unit(
    session: Session, script: Migration, number: int, asked: frozenset[Asked], standing: str
) -> None:
    """Ask the questions that could not be asked before now, unless the unit itself changes rows first.

    Raises:
        SchemadiffError: rows are in the way; ``standing`` is the state of the database.
    """
    wrong: list[InTheWay] = []
    if session.patience.preflight is None:
        return
    asking = Asking(session.conn, session.patience.preflight)
    for command in _before_rows_change(script.units[number]):
        for sql in command.conditions:
            answer = None if (script.path, command.line, sql) in asked else asking.ask(sql)
            if isinstance(answer, Unanswered):
                _report_unasked(session.say, script, command, answer)
            elif answer is not None and answer.rows:
                wrong.append((script.path, command, sql, answer))
    if wrong:
        raise refusal(wrong, standing)


def refusal(wrong: Sequence[InTheWay], standing: str) -> SchemadiffError:
    """Return the error that names the rows: the statement's position, the keys, and the SELECT that finds them."""
    detail: list[str] = []
    for (path, command), them in groupby(wrong, key=lambda each: each[:2]):
        first = one_line(command.sql.partition("\n")[0])
        detail.append(f"{path}:{command.line}: {first}")
        for _, _, sql, answer in them:
            names, values = keys(answer.keys, answer.sample, answer.rows)
            detail.append(f"  {count(answer.rows, 'row')}, {one_line(names)}: {one_line(values)}")
            detail += [f"    {line}" for line in f"{visible(sql)};".split("\n")]
    places = len({each[:2] for each in wrong})
    return SchemadiffError(
        f"rows are in the way of {count(places, 'statement')}; {standing}",
        detail="\n".join(detail),
        hint=HINT,
    )


def _report_unasked(say: Say, migration: Migration, command: Command, answer: Unanswered) -> None:
    say(f"{migration.path}:{command.line}: existing rows were not checked: {answer.why}")


def _until_rows_change(waiting: Iterable[Pending]) -> Iterator[tuple[Migration, Command]]:
    """Yield the statements that run before any that may change rows."""
    for each in waiting:
        for command in (c for unit in each.migration.units[each.done :] for c in unit.commands):
            if not leaves_rows(command.sql):
                return
            yield each.migration, command


def _before_rows_change(unit: Unit) -> Iterator[Command]:
    for command in unit.commands:
        if not leaves_rows(command.sql):
            return
        yield command
