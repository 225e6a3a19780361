"""The table ``schemadiff.history``: which migrations a database has seen, and how far it got with each.

One row a version. What is not there has never been applied; a row of ``how = 'rollback'`` with a ``finished``
has been taken back, and counts as never applied. Everything here runs with ``search_path = pg_catalog``, so
that nothing that others put into a schema of theirs is called by mistake; whose table it is, ``guard`` asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import psycopg
from psycopg.rows import class_row

from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.migrations.guard import READING, WRITING, guard

Connection = psycopg.Connection[Any]
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""When a migration was applied, where another tool keeps the history, and no times."""


class How(StrEnum):
    """Which way a migration was run."""

    APPLY = "apply"
    ROLLBACK = "rollback"
    AGAIN = "again"
    """Applied, and to be run once more: its file was edited, and that is what whoever keeps the history does."""

    def __str__(self) -> str:
        return self.value


def titled(version: str, name: str) -> str:
    """A migration's version and name, where it has both."""
    return f"{version}_{name}" if name else version


@dataclass(frozen=True)
class Row:
    """A migration as the database knows it."""

    version: str
    name: str
    sha256: str
    """Of the file that was applied."""
    down_sha256: str | None
    """Of its down file at that time; None if it had none."""
    how: str
    started: datetime
    finished: datetime | None
    by: str
    units: int
    """Of the file that runs, or ran last: the down file's when it is taken back."""
    units_done: int
    running: int | None
    """The unit outside of any transaction that was begun and is not known to have ended, from 0."""
    progress: str
    """``Migration.progress(units_done)`` of the file that runs, or ran last."""
    kept: str = ""
    """Of ``How.AGAIN``: what another tool keeps of the text that ran, to tell it from the file's."""

    @property
    def title(self) -> str:
        """How it is called in output."""
        return titled(self.version, self.name)

    @property
    def when(self) -> datetime | None:
        """When the last of it was done; None where that was not, or where nobody knows."""
        return None if self.finished == UNKNOWN else self.finished

    @property
    def applied(self) -> bool:
        """True if the whole of it was applied, and nothing of it was taken back."""
        if self.how == How.APPLY:
            return self.finished is not None
        return self.how == How.ROLLBACK and self.finished is None and not self.partial

    @property
    def partial(self) -> bool:
        """True if some of it was run, in either direction, and the rest was not."""
        return self.finished is None and (self.units_done > 0 or self.running is not None)


_NO_SCHEMA = "SELECT pg_catalog.to_regnamespace('schemadiff') IS NULL"
_CREATE_SCHEMA = """
    CREATE SCHEMA IF NOT EXISTS schemadiff;
    COMMENT ON SCHEMA schemadiff IS 'what schemadiff has applied to this database';
"""
_CREATE = """
    CREATE TABLE IF NOT EXISTS schemadiff.history (
        version text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        sha256 text NOT NULL,
        down_sha256 text,
        how text NOT NULL CHECK (how IN ('apply', 'rollback')),
        started timestamptz NOT NULL,
        finished timestamptz,
        by text NOT NULL DEFAULT session_user,
        units integer NOT NULL,
        units_done integer NOT NULL DEFAULT 0,
        running integer,
        progress text NOT NULL
    );
"""
_EXISTS = """
    SELECT EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'schemadiff' AND c.relname = 'history'
    )
"""
_READ = """
    SELECT version, name, sha256, down_sha256, how, started, finished, by, units, units_done, running, progress
    FROM schemadiff.history ORDER BY version
"""
# now() is when the transaction began: for a single unit, that is when it was started.
_START = """
    INSERT INTO schemadiff.history AS h (version, name, sha256, down_sha256, how, started, units, progress)
    VALUES (%(version)s, %(name)s, %(sha256)s, %(down_sha256)s, %(how)s, now(), %(units)s, '')
    ON CONFLICT (version) DO UPDATE SET
        name = excluded.name, sha256 = excluded.sha256, down_sha256 = excluded.down_sha256, how = excluded.how,
        started = excluded.started, finished = NULL, by = session_user,
        units = excluded.units, units_done = 0, running = NULL, progress = excluded.progress
"""
_EDITED = """
    UPDATE schemadiff.history SET sha256 = %(sha256)s, down_sha256 = %(down_sha256)s, units = %(units)s
    WHERE version = %(version)s
"""
_RUNNING = "UPDATE schemadiff.history SET running = %(running)s WHERE version = %(version)s"
_ADVANCE = """
    UPDATE schemadiff.history SET
        units_done = %(done)s, running = NULL, progress = %(progress)s,
        finished = CASE WHEN %(done)s = units THEN clock_timestamp() END
    WHERE version = %(version)s
"""


@dataclass(frozen=True)
class Entry:
    """What is written about a migration when it begins."""

    version: str
    name: str
    sha256: str
    down_sha256: str | None
    how: How
    units: int


def exists(conn: Connection) -> bool:
    """True if the database has the table; its own catalogue tells, which every role may read."""
    with _ours(conn, "read"):
        (found,) = conn.execute(_EXISTS).fetchone() or (False,)
    return bool(found)


def read(conn: Connection) -> tuple[Row, ...]:
    """All rows by version; none if there is no such table, which is not made for it."""
    if not exists(conn):
        return ()
    with _ours(conn, "read"):
        guard(conn, READING)
        return tuple(conn.cursor(row_factory=class_row(Row)).execute(_READ).fetchall())


def ensure(conn: Connection) -> None:
    """Make the table where there is none; call it with the lock held."""
    if not exists(conn):
        with _ours(conn, "create"):
            # Somebody else's it is where the log of changes was installed first.
            (without,) = conn.execute(_NO_SCHEMA).fetchone() or (True,)
            if without:
                conn.execute(_CREATE_SCHEMA)
            conn.execute(_CREATE)


def start(conn: Connection, entry: Entry) -> None:
    """Note that a migration begins, or begins again."""
    _write(conn, _START, vars(entry) | {"how": str(entry.how)})


def edited(conn: Connection, entry: Entry) -> None:
    """Note that what is left of a migration was edited since it began."""
    _write(conn, _EDITED, vars(entry) | {"how": str(entry.how)})


def running(conn: Connection, version: str, unit: int | None) -> None:
    """Note that a unit outside of any transaction begins, or with None that it left nothing behind."""
    _write(conn, _RUNNING, {"version": version, "running": unit})


def advance(conn: Connection, version: str, done: int, progress: str) -> None:
    """Note how many units are done; with all of them, the migration is finished."""
    _write(conn, _ADVANCE, {"version": version, "done": done, "progress": progress})


def _write(conn: Connection, query: str, values: Mapping[str, object]) -> None:
    with _ours(conn, "write to"):
        guard(conn, WRITING)
        changed = conn.execute(query, values).rowcount
    if changed != 1:
        raise SchemadiffError(
            f"schemadiff.history has no row for {values['version']} that can be written",
            hint="was it deleted while the migration ran, or does a policy hide it?",
        )


_OWNERS = "apply with a role that owns it; without the table, one that may CREATE on the database"
_READERS = (
    "who applies needs to own it; for who only looks:"
    " GRANT USAGE ON SCHEMA schemadiff TO the role; GRANT SELECT ON schemadiff.history TO the role"
)


@contextmanager
def _ours(conn: Connection, verb: str) -> Iterator[None]:
    """A transaction, or the end of the one that is open, that sees only PostgreSQL's own names."""
    try:
        with conn.transaction():
            # psycopg reads times in no other style.
            conn.execute("SET LOCAL search_path = pg_catalog; SET LOCAL DateStyle = 'ISO, MDY'")
            # A policy that hides rows is an error, and not a migration that was never applied.
            conn.execute("SET LOCAL row_security = off")
            yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise SchemadiffError(
            f"cannot {verb} schemadiff.history: {postgres_words(error)}",
            hint=_READERS if verb == "read" else _OWNERS,
        ) from error
    except (psycopg.errors.UndefinedColumn, psycopg.errors.WrongObjectType) as error:
        raise SchemadiffError(
            f"cannot {verb} schemadiff.history: {postgres_words(error)}",
            hint="is this schema another program's?",
        ) from error
