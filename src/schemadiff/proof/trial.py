"""A trial of statements on a copy of the clone with rows in its tables, and what became of the rows."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemadiff.errors import SchemadiffError
from schemadiff.model import Address, Effects, Failure, Rows, Statement
from schemadiff.proof.execute import watched
from schemadiff.proof.rows import content
from schemadiff.proof.rows.content import Contents
from schemadiff.proof.rows.seed import plant
from schemadiff.shadow import Workshop

TRIES = 3
"""How often to repeat a trial without the rows of the table at fault; the last time, it runs without any rows."""
BY_DATA = ("22", "23")
"""SQLSTATE classes of errors caused by values: data exceptions and integrity constraint violations."""


@dataclass(frozen=True)
class Trial:
    """A database on which statements have run, or have failed even without rows."""

    database: str
    failure: Failure | None = None
    tables: frozenset[Address] = frozenset()
    """The tables that were to be seeded."""
    seeded: Mapping[Address, tuple[str, str]] = field(default_factory=dict)
    """Schema and name, unquoted, by address."""
    unseeded: Mapping[Address, str] = field(default_factory=dict)
    before: Contents = field(default_factory=dict)
    """The rows before the statements ran."""
    failures: tuple[Failure, ...] = ()
    """Failures that occur with rows and not without them."""
    effects: tuple[Effects, ...] = ()
    """The measured effects of each statement."""
    locks: int = 0
    """The most locks that one of the transactions held when it ended."""
    seconds: float = 0.0


def attempt(
    workshop: Workshop,
    base: str,
    statements: Sequence[Statement],
    tables: frozenset[Address],
    without: frozenset[Address] = frozenset(),
) -> Trial:
    """Run statements on a copy of ``base`` with rows in ``tables``; where they fail, again without the rows at fault."""
    failures: list[Failure] = []
    while True:
        trial = _prepared(workshop, base, tables, without)
        seen = watched(workshop, trial.database, statements)
        if seen.failure is None:
            return replace(trial, failures=tuple(failures), effects=seen.effects, locks=seen.locks)
        if not trial.seeded:
            return replace(trial, failure=seen.failure)
        failures.append(seen.failure)
        without |= culprits(trial, seen.failure) if len(failures) < TRIES else frozenset(trial.seeded)


def culprits(trial: Trial, failure: Failure) -> frozenset[Address]:
    """Return the tables whose rows may be at fault: one if PostgreSQL names it, else all."""
    if failure.code[:2] in BY_DATA:
        named = {a for a, names in trial.seeded.items() if names == failure.relation}
        about = {failure.statement.address, failure.statement.part_of} & trial.seeded.keys()
        if found := named or about:
            return frozenset(a for a in found if a is not None)
    return frozenset(trial.seeded)


def outcome(workshop: Workshop, trial: Trial, announced: Collection[str]) -> Rows | None:
    """Return what became of the rows, apart from the losses that the statements announce."""
    if not trial.tables:
        return None
    began = time.monotonic()
    roots = {each.root for each in trial.before.values()}
    after = content.read(workshop, trial.database, trial.before, roots)
    unread = {each.address: each.error for each in trial.before.values() if each.error}
    unseeded = dict(trial.unseeded) | unread
    return Rows(
        kept=tuple(sorted(a for a, each in trial.before.items() if each.rows and a in trial.tables)),
        unseeded=tuple(sorted((a, why) for a, why in unseeded.items() if a in trial.tables)),
        lost=tuple(content.differences(trial.before, after, announced)),
        failures=trial.failures,
        seconds=trial.seconds + time.monotonic() - began,
    )


def _prepared(
    workshop: Workshop, base: str, tables: frozenset[Address], without: frozenset[Address]
) -> Trial:
    database = workshop.copy(base)
    wanted = tables - without
    if not wanted:
        return Trial(database, tables=tables)
    began = time.monotonic()
    try:
        planted = plant(workshop, database, wanted, without)
    except SchemadiffError as error:
        # The failed seeding may have left changes behind: take another copy.
        again = workshop.copy(base)
        return Trial(again, tables=tables, unseeded=dict.fromkeys(wanted, error.message))
    before = content.read(workshop, database, planted.seeded.keys() & tables)
    return Trial(
        database,
        tables=tables,
        seeded=planted.seeded,
        unseeded=planted.unseeded,
        before=before,
        seconds=time.monotonic() - began,
    )
