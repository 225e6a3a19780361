"""Running a plan on a copy of the clone, judging the result, and proving the reverse plan."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from schemadiff.diff.positions import text_as_placed
from schemadiff.model import Catalog, Failure, Proof, Rows, Statement, Verdict
from schemadiff.proof.entry_names import EntryName, entry_names
from schemadiff.proof.execute import execute
from schemadiff.proof.judges import EntryFilter, catalogue, pg_dump
from schemadiff.proof.rows.choose import announced, kept
from schemadiff.proof.trial import TRIES, Trial, attempt, culprits, outcome
from schemadiff.scope import restrict
from schemadiff.shadow import Workshop


@dataclass(frozen=True)
class Goal:
    """The state that a plan must reach, as the judges need it."""

    catalog: Catalog
    dump: Callable[[], str]
    """Returns what pg_dump prints: 10 MB for 5,000 tables, so that others keep it compressed until it is compared."""
    entries: EntryFilter


@dataclass(frozen=True)
class Reached:
    """The result of running a plan on a copy of the clone."""

    database: str
    failure: Failure | None
    catalog: Catalog | None = None
    dump: Callable[[], str] = str
    base: Callable[[], str] = str
    """The dump of the database that the copy was made from."""
    rows: Rows | None = None
    trial: Trial | None = None
    """How the copy was made; None if it is none."""
    left_out: frozenset[EntryName] = frozenset()
    """The dump names of the objects that are out of scope."""


def reach(
    workshop: Workshop, base: str, statements: Sequence[Statement], start: Catalog, goal: Goal
) -> Reached:
    """Run the statements on a copy of the database ``base``, in the units in which apply would run them.

    Before that, the tables that the plan keeps are filled with a few rows; ``start`` is the catalogue of ``base``.
    """
    tables = kept(start, goal.catalog, statements)
    trial = attempt(workshop, base, statements, tables)
    if trial.failure is not None:
        return Reached(trial.database, trial.failure)
    rows = outcome(workshop, trial, announced(start, statements, goal.catalog))
    return _read(workshop, Reached(trial.database, None, rows=rows, trial=trial), goal.entries, base)


def _read(workshop: Workshop, reached: Reached, entries: EntryFilter, base: str = "") -> Reached:
    """Return ``reached`` with its catalogue in scope, its dump and the dump of ``base``, read at the same time.

    The names of objects out of scope are added as well: some may have new parts that are in scope.
    """
    with ThreadPoolExecutor(1) as aside:
        dumped = aside.submit(workshop.dumped, reached.database)
        before = aside.submit(workshop.dumped, base) if base else None
        found = workshop.read(reached.database)
        ours = restrict(found, entries.scope)
    left_out = entry_names(found.objects.keys() - ours.objects.keys())
    text = before.result() if before else str
    return replace(reached, catalog=ours, left_out=left_out, dump=dumped.result(), base=text)


def judge(reached: Reached, goal: Goal) -> Proof:
    """Return the verdicts of the first two judges."""
    if reached.failure is not None or reached.catalog is None:
        return Proof(failure=reached.failure)
    entries = replace(goal.entries, left_out=goal.entries.left_out | reached.left_out)
    return Proof(
        verdicts=(
            catalogue(reached.catalog, goal.catalog),
            pg_dump(reached.dump(), text_as_placed(goal.dump(), reached.catalog, goal.catalog), entries),
        ),
        rows=reached.rows,
        effects=reached.trial.effects if reached.trial else (),
        locks=reached.trial.locks if reached.trial else 0,
    )


def prove_way_back(
    workshop: Workshop,
    base: str,
    reached: Reached,
    *,
    there: Sequence[Statement],
    down: Sequence[Statement],
    start: Goal,
) -> Proof:
    """Run the reverse plan ``down`` where the plan ``there`` has run; the result must equal ``start``.

    Where it fails on rows, plan and reverse plan run again on another copy of ``base``, without those rows.
    """
    began = time.monotonic()
    assert reached.trial is not None
    trial, failures = reached.trial, list[Failure]()
    failure = execute(workshop, trial.database, down)
    while failure is not None and trial.seeded:
        failures.append(failure)
        without = trial.tables - trial.seeded.keys() | culprits(trial, failure)
        trial = attempt(
            workshop, base, there, trial.tables, without if len(failures) < TRIES else trial.tables
        )
        failure = trial.failure or execute(workshop, trial.database, down)
    if failure is not None:
        return Proof(failure=failure, seconds=time.monotonic() - began)
    lost = announced(start.catalog, there)
    if reached.catalog is not None:
        lost |= announced(reached.catalog, down)
    rows = outcome(workshop, replace(trial, failures=tuple(failures)), lost)
    back = _read(workshop, Reached(trial.database, None, rows=rows), start.entries)
    return replace(judge(back, start), seconds=time.monotonic() - began)


def migra_opinion(workshop: Workshop, reached: Reached) -> Verdict:
    """Return the verdict of migra: the statements that it would still run."""
    from schemadiff.engines.migra import second_opinion  # noqa: PLC0415 - 0.5 s, only when it is asked for

    one, other = (workshop.server.conninfo(name) for name in (reached.database, workshop.loaded))
    left = second_opinion(one, other)
    return Verdict("migra", not left, left)
