"""The state of each migration, from comparing the folder of migrations with the history of a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemadiff.errors import Problems, Refused, SchemadiffError
from schemadiff.migrations.file import Migration
from schemadiff.model.history import UNKNOWN, How, Row, titled


class State(StrEnum):
    """How far a migration has got."""

    APPLIED = "applied"
    PENDING = "pending"
    EDITED = "edited"
    """Applied, and its file was changed since."""
    MISSING = "missing"
    """Applied, and its file does not exist."""
    PARTIAL = "partial"
    """Some of its units ran, and the rest did not."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Status:
    """One migration, as ``schemadiff status`` shows it."""

    version: str
    name: str
    state: State
    started: datetime | None = None
    finished: datetime | None = None
    by: str | None = None
    how: str | None = None
    """"apply" or "rollback": what ran last; None if nothing did."""
    units_done: int = 0
    units: int = 0

    @property
    def title(self) -> str:
        """The name of the migration in output."""
        return titled(self.version, self.name)


@dataclass(frozen=True)
class Pending:
    """A migration that is to run, from the first unit that has not."""

    migration: Migration
    done: int = 0
    """How many of its units have run; more than 0 if it was interrupted."""
    running: int | None = None
    """The non-transactional unit that may have left something behind."""
    goes_on: bool = False
    """True if another tool runs it with what the script before it has set in the session."""


def statuses(migrations: Sequence[Migration], rows: Sequence[Row]) -> tuple[Status, ...]:
    """Return every migration that the folder or the database knows, by version."""
    known = {row.version: row for row in rows}
    files = {migration.version: migration for migration in migrations}
    found = [_status(migration, known.get(version)) for version, migration in files.items()]
    found += [
        _of_row(row, State.MISSING)
        for row in rows
        if row.version not in files and (row.applied or row.partial)
    ]
    return tuple(sorted(found, key=lambda status: status.version))


def pending(
    migrations: Sequence[Migration], rows: Sequence[Row], *, out_of_order: bool = False
) -> tuple[Pending, ...]:
    """Return what is to be applied, in order; Refused, before anything runs, if the folder contradicts the history."""
    known = {row.version: row for row in rows}
    waiting = [m for m in migrations if not _applied(known.get(m.version))]
    problems: list[SchemadiffError] = [*_edited(migrations, known), *_being_rolled_back(migrations, known)]
    problems += _half_missing(migrations, rows)
    if not out_of_order:
        problems += _too_late([m for m in waiting if not _partial(known.get(m.version))], rows)
    if problems:
        raise together(problems)
    return tuple(_pending_from(m, known.get(m.version)) for m in sorted(waiting, key=lambda m: m.version))


def missing(migrations: Sequence[Migration], rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the migrations that the database's history has and the folder does not."""
    found = (s for s in statuses(migrations, rows) if s.state is State.MISSING)
    return tuple(s.title for s in found)


def late(found: Sequence[Status]) -> tuple[Status, ...]:
    """Return the pending migrations that are older than an applied one: not every tool runs these by default."""
    applied = max(
        (s.version for s in found if s.state is State.APPLIED and s.version[:1].isdigit()), default=""
    )
    return tuple(s for s in found if s.state is State.PENDING and s.version < applied)


def newest(rows: Sequence[Row]) -> str:
    """Return the greatest version in the database's history; empty if there is none."""
    return max((row.version for row in rows), default="")


def newest_applied(rows: Sequence[Row]) -> Row | None:
    """Return the applied migration with the greatest version; one of Flyway's repeatable ones only if there is no other."""
    applied = (row for row in rows if row.applied)
    return max(applied, key=lambda row: (row.version[:1].isdigit(), row.version), default=None)


def same_so_far(migration: Migration, row: Row) -> bool:
    """Return True if no part of the file that has already run was edited."""
    return row.progress == migration.progress(row.units_done) if row.units_done else True


def together(problems: Sequence[SchemadiffError]) -> SchemadiffError:
    """Return one error for all of them, with the worst exit code."""
    if len(problems) == 1:
        return problems[0]
    found = Problems(problems)
    found.exit_code = max(problem.exit_code for problem in problems)
    return found


def _status(migration: Migration, row: Row | None) -> Status:
    if row is None:
        return Status(migration.version, migration.name, State.PENDING)
    if row.partial:
        return _of_row(row, State.PARTIAL)
    if not row.applied:
        return _of_row(row, State.PENDING)
    return _of_row(row, State.APPLIED if row.sha256 == migration.sha256 else State.EDITED)


def _of_row(row: Row, state: State) -> Status:
    started = None if row.started == UNKNOWN else row.started
    return Status(row.version, row.name, state, started, row.when, row.by, row.how, row.units_done, row.units)


def _applied(row: Row | None) -> bool:
    return row is not None and row.applied


def _partial(row: Row | None) -> bool:
    return row is not None and row.partial


def _pending_from(migration: Migration, row: Row | None) -> Pending:
    if row is None or not row.partial:
        return Pending(migration)
    return Pending(migration, row.units_done, row.running)


def _edited(migrations: Sequence[Migration], known: dict[str, Row]) -> Iterator[Refused]:
    for migration in migrations:
        row = known.get(migration.version)
        if row is None:
            continue
        if row.applied and row.sha256 != migration.sha256:
            yield Refused(
                f"{migration.path} was edited after it was applied",
                hint="restore the file, and write the change into a new migration",
            )
        if row.partial and row.how == How.APPLY and not same_so_far(migration, row):
            yield Refused(
                f"{migration.path} was edited in units that have already run ({row.units_done} of {row.units})",
                hint="restore these units; those that have not run yet may be edited",
            )


def _being_rolled_back(migrations: Sequence[Migration], known: dict[str, Row]) -> Iterator[SchemadiffError]:
    for migration in migrations:
        row = known.get(migration.version)
        if row is not None and row.partial and row.how == How.ROLLBACK:
            yield SchemadiffError(
                f"{migration.path} is being rolled back: units 1-{row.units_done} of {row.units} of its "
                "down file ran",
                hint="finish that first: schemadiff rollback",
            )


def _half_missing(migrations: Sequence[Migration], rows: Sequence[Row]) -> Iterator[SchemadiffError]:
    there = {migration.version for migration in migrations}
    for row in rows:
        if row.partial and row.version not in there:
            yield SchemadiffError(
                f"{row.title} has run in part ({row.units_done} of {row.units} units), but its file is "
                "missing",
                hint="restore the file",
            )


def _too_late(waiting: Sequence[Migration], rows: Sequence[Row]) -> Iterator[Refused]:
    applied = max((row.version for row in rows if row.applied), default="")
    for migration in waiting:
        if migration.version < applied:
            yield Refused(
                f"{migration.path} is pending, but older than {applied}, which is applied",
                hint="give it a later version, or accept the order: --out-of-order",
            )
