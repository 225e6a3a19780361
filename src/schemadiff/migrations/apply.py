"""Running the pending migrations of a folder against a database, and listing them.

Before anything runs, the folder and the history must agree (``state``). One session holds the one lock, runs every
unit, and marks it in ``schemadiff.history`` in the same transaction. So the history is true, whatever happens (a
statement fails, the connection is lost, the process is killed), and the next run continues from it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from schemadiff.migrations import history, state
from schemadiff.migrations.file import Migration
from schemadiff.migrations.history import Entry
from schemadiff.migrations.job import Asked, Job
from schemadiff.migrations.rows import before_all
from schemadiff.migrations.run import run
from schemadiff.migrations.session import Cursors, Patience, Say, Session, locked, opened
from schemadiff.migrations.state import Pending, Status
from schemadiff.model.history import How, Row


@dataclass(frozen=True)
class Applied:
    """What one run of apply or rollback did."""

    migrations: tuple[Migration, ...]
    seconds: float

    def __str__(self) -> str:
        # Another run that held the lock may have applied them.
        if not self.migrations:
            return "nothing left to apply: another run has applied it meanwhile"
        names = ", ".join(migration.path for migration in self.migrations)
        return f"applied {names} in {self.seconds:.1f} s"


def status(conninfo: str, migrations: Sequence[Migration]) -> tuple[Status, ...]:
    """Return how far each migration of the folder, or of the database, has got; writes nothing."""
    return state.statuses(migrations, read_history(conninfo))


def pending(
    conninfo: str, migrations: Sequence[Migration], *, out_of_order: bool = False
) -> tuple[Pending, ...]:
    """Return what apply would run, after the same checks; writes nothing."""
    return state.pending(migrations, read_history(conninfo), out_of_order=out_of_order)


def look_at_rows(conninfo: str, waiting: Sequence[Pending], *, patience: Patience, say: Say) -> None:
    """Ask the questions that apply asks before anything runs; SchemadiffError if rows are in the way. Writes nothing."""
    with opened(conninfo, "apply") as conn:
        before_all(conn, patience, say, waiting)


def read_history(conninfo: str) -> tuple[Row, ...]:
    """Return the history of the database; empty if it has none yet."""
    with opened(conninfo, "status") as conn:
        return history.read(conn)


def apply(
    conninfo: str,
    migrations: Sequence[Migration],
    *,
    patience: Patience | None = None,
    out_of_order: bool = False,
    say: Say = lambda _: None,
    cursors: Cursors = psycopg.Cursor,
) -> Applied:
    """Run what is pending, in order; an error says what is applied, and nothing after it has run.

    ``say`` gets a line for everything worth telling meanwhile, also from another thread.
    """
    began = time.monotonic()
    with locked(conninfo, "apply", patience or Patience(), say, cursors) as session:
        rows = history.read(session.conn)
        for title in state.missing(migrations, rows):
            say(f"{title} is applied, but its file is missing")
        waiting = state.pending(migrations, rows, out_of_order=out_of_order)
        for each in waiting:
            # Parse all files first, so that a syntax error in the last one is reported before the first one runs.
            _ = each.migration.units
        asked = before_all(session.conn, session.patience, session.say, waiting)
        _run_all(session, waiting, asked, known=bool(rows))
    return Applied(tuple(each.migration for each in waiting), time.monotonic() - began)


def _run_all(session: Session, waiting: Sequence[Pending], asked: frozenset[Asked], *, known: bool) -> None:
    """Run them; ``known`` is true if the table of the history is known to exist, because it has rows."""
    if waiting and not known:
        history.ensure(session.conn)
    for number, each in enumerate(waiting):
        session.say(
            f"{'resuming' if each.done or each.running is not None else 'applying'} {each.migration.path}"
        )
        run(session, Job(each.migration, _entry(each.migration), each.done, each.running, asked, number))


def _entry(migration: Migration) -> Entry:
    return Entry(
        version=migration.version,
        name=migration.name,
        sha256=migration.sha256,
        down_sha256=migration.down.sha256 if migration.down else None,
        how=How.APPLY,
        units=len(migration.units),
    )
