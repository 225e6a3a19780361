"""Rolling back the migration that was applied last, by its down file: with the same lock and marks as apply."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import psycopg

from schemadiff.errors import Refused, SchemadiffError
from schemadiff.migrations import history
from schemadiff.migrations.apply import Applied
from schemadiff.migrations.file import Migration
from schemadiff.migrations.history import Entry
from schemadiff.migrations.job import Job
from schemadiff.migrations.rows import before_all
from schemadiff.migrations.run import run
from schemadiff.migrations.session import Cursors, Patience, Say, locked, opened
from schemadiff.migrations.state import Pending, same_so_far, together
from schemadiff.model.history import How, Row

UNTOUCHED = "nothing was rolled back"
"""The state of the database if rows are in the way."""


@dataclass(frozen=True)
class Last:
    """The migration to roll back, and its down file."""

    migration: Migration
    down: Migration
    row: Row

    @property
    def way(self) -> str:
        """What its header says about rolling back, in brackets."""
        return f" ({self.down.rollback})" if self.down.rollback else ""


def last(migrations: Sequence[Migration], rows: Sequence[Row], *, edited_down: bool = False) -> Last | None:
    """Return what rollback would take back, after the same checks; None if nothing is applied."""
    return _last(migrations, rows, edited_down=edited_down)


def rollback(
    conninfo: str,
    migrations: Sequence[Migration],
    *,
    patience: Patience | None = None,
    allow_data_loss: bool = False,
    edited_down: bool = False,
    say: Say = lambda _: None,
    cursors: Cursors = psycopg.Cursor,
) -> Applied:
    """Run the down file of the migration applied last; the result has no migrations if none is applied.

    ``edited_down`` accepts a down file that was edited since its migration was applied.
    """
    began = time.monotonic()
    with locked(conninfo, "rollback", patience or Patience(), say, cursors) as session:
        found = _last(migrations, history.read(session.conn), edited_down=edited_down)
        if found is None:
            return Applied((), time.monotonic() - began)
        if found.down.loses and not allow_data_loss:
            raise Refused(
                f"{found.down.path} loses data: {found.down.loses}", hint="to accept that: --allow-data-loss"
            )
        job = _job(found)
        asked = before_all(session.conn, session.patience, say, [Pending(job.script, job.done)], UNTOUCHED)
        say(f"running {found.down.path}")
        run(session, replace(job, asked=asked))
    return Applied((found.migration,), time.monotonic() - began)


def look_at_rows(conninfo: str, found: Last, *, patience: Patience, say: Say) -> None:
    """Ask the questions that rollback asks before anything runs; SchemadiffError if rows are in the way. Writes nothing."""
    job = _job(found)
    with opened(conninfo, "rollback") as conn:
        before_all(conn, patience, say, [Pending(job.script, job.done)], UNTOUCHED)


def _job(found: Last) -> Job:
    row, down = found.row, found.down
    entry = Entry(
        version=row.version,
        name=row.name,
        sha256=row.sha256,
        down_sha256=down.sha256,
        how=How.ROLLBACK,
        units=len(down.units),
    )
    if row.how == How.ROLLBACK and row.partial:
        return Job(down, entry, row.units_done, row.running)
    return Job(down, entry)


def _last(migrations: Sequence[Migration], rows: Sequence[Row], *, edited_down: bool) -> Last | None:
    row = _row(rows)
    if row is None:
        return None
    migration = next((m for m in migrations if m.version == row.version), None)
    if migration is None:
        raise SchemadiffError(
            f"{row.title} is applied, but its file is missing",
            hint="restore the file and its down file",
        )
    problems = [*_problems(migration, row, edited_down=edited_down)]
    if problems:
        raise together(problems)
    assert migration.down is not None
    return Last(migration, migration.down, row)


def _row(rows: Sequence[Row]) -> Row | None:
    """Return the migration that is partly rolled back, else the one that was finished last."""
    for row in rows:
        if row.partial and row.how == How.APPLY:
            raise SchemadiffError(
                f"{row.title} is applied in part: {row.units_done} of {row.units} units",
                hint="finish it first, with schemadiff apply; what has not run of the file may be edited",
            )
    if back := next((row for row in rows if row.partial), None):
        return back
    applied = (row for row in rows if row.applied)
    return max(applied, key=lambda row: (row.finished or row.started, row.version), default=None)


def _problems(migration: Migration, row: Row, *, edited_down: bool) -> Iterator[SchemadiffError]:
    down = migration.down
    if row.sha256 != migration.sha256:
        yield Refused(f"{migration.path} was edited after it was applied", hint="restore the file")
    if down is None:
        yield SchemadiffError(
            f"{migration.path} has no down file",
            hint="restore it, or write a migration that undoes the change",
        )
        return
    if down.irreversible:
        yield Refused(f"{down.path} says that it cannot be rolled back: {down.rollback}")
    if row.partial and not same_so_far(down, row):
        yield Refused(
            f"{down.path} was edited in units that have already run ({row.units_done} of {row.units})",
            hint="restore these units; those that have not run yet may be edited",
        )
    elif not row.partial and row.down_sha256 not in {None, down.sha256} and not edited_down:
        yield Refused(
            f"{down.path} was edited after its migration was applied",
            hint="restore the file, or accept the edited one: --edited-down",
        )
