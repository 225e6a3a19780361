"""The table ``schemadiff.history``: the migrations that ran on a database, and how far it got with each.

One row per version. A version without a row has never been applied; a row with ``how = 'rollback'`` and a ``finished``
has been rolled back, and counts as never applied. Everything here runs with ``search_path = pg_catalog``, so that
nothing in others' schemas is called by mistake; ``guard`` checks who owns the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import class_row
from psycopg.sql import Identifier

from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.migrations import guard
from schemadiff.model.history import How, Row
from schemadiff.postgres.round_trips import last, transaction

Connection = psycopg.Connection[Any]

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
"""Whether the database has the table, according to its catalogue, which every role may read."""
_STANDS = f"{_EXISTS}, to_regnamespace('schemadiff') IS NULL"
_SETTINGS = (
    # psycopg parses times in no other style.
    "SET LOCAL search_path = pg_catalog; SET LOCAL DateStyle = 'ISO, MDY';"
    # With a policy that hides rows, reading must fail, instead of taking migrations for unapplied.
    " SET LOCAL row_security = off;"
)
_READ = """
    SELECT version, name, sha256, down_sha256, how, started, finished, by, units, units_done, running, progress
    FROM schemadiff.history ORDER BY version
"""
# now() is the time at which the transaction, and so a single unit, began.
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
    """What the history stores when a migration begins."""

    version: str
    name: str
    sha256: str
    down_sha256: str | None
    how: How
    units: int


@dataclass(frozen=True)
class Step:
    """Something to record about a migration."""

    query: str
    values: Mapping[str, object]


def read(conn: Connection) -> tuple[Row, ...]:
    """Return all rows by version; none if the table does not exist (it is not created)."""
    with _ours(conn, "read", f"SET TRANSACTION READ ONLY; {_EXISTS}") as asked:
        if asked.fetchone() != (True,):
            return ()
        guard.refuse(last(conn.execute(guard.question(guard.READING).encode())).fetchall())
        return tuple(conn.cursor(row_factory=class_row(Row)).execute(_READ).fetchall())


def ensure(conn: Connection) -> None:
    """Create the table if it does not exist; call it with the lock held."""
    with _ours(conn, "create", _STANDS) as asked:
        found, without = asked.fetchone() or (False, True)
        if found:
            return
        # The schema may exist with another owner, if the log of changes was installed first.
        conn.execute(f"{_CREATE_SCHEMA if without else ''}{_CREATE}".encode())


def start(entry: Entry) -> Step:
    """A migration begins, or begins again."""
    return Step(_START, vars(entry) | {"how": str(entry.how)})


def edited(entry: Entry) -> Step:
    """The rest of a migration was edited since it began."""
    return Step(_EDITED, vars(entry) | {"how": str(entry.how)})


def running(version: str, unit: int | None) -> Step:
    """A non-transactional unit begins, or with None, it left nothing behind."""
    return Step(_RUNNING, {"version": version, "running": unit})


def advance(version: str, done: int, progress: str) -> Step:
    """So many units are done; with all of them, the migration is finished."""
    return Step(_ADVANCE, {"version": version, "done": done, "progress": progress})


def record(conn: Connection, *steps: Step) -> None:
    """Write to the table, all or nothing."""
    if not steps:
        return
    with _ours(conn, "write to", guard.question(guard.WRITING)) as asked:
        guard.refuse(asked.fetchall())
        with conn.pipeline():
            changed = [(step, conn.execute(step.query.encode(), step.values)) for step in steps]
        for step, cursor in changed:
            if cursor.rowcount != 1:
                raise SchemadiffError(
                    f"schemadiff.history has no row for {step.values['version']} that can be updated",
                    hint="was it deleted while the migration ran, or does a policy hide it?",
                )


_OWNERS = "apply as a role that owns the table; if it does not exist yet, as one with CREATE on the database"
_READERS = (
    "to apply, a role must own the table; to read it: GRANT USAGE ON SCHEMA schemadiff TO {0}; GRANT "
    "SELECT ON schemadiff.history TO {0}"
)


def _reading(conn: Connection) -> str:
    """Return what lets the current role read the table: another than the one that connected, if a setting says so."""
    role = user = conn.info.user
    with suppress(psycopg.Error):
        role, user = conn.execute("SELECT current_user::text, session_user::text").fetchone() or (role, user)
    words = _READERS.format(Identifier(role).as_string())
    return (
        words
        if role == user
        else f"{words}; a setting makes {user} act as {role}: ALTER ROLE or DATABASE ... SET role"
    )


@contextmanager
def _ours(conn: Connection, verb: str, question: str) -> Iterator[psycopg.Cursor[Any]]:
    """Open a transaction that sees only PostgreSQL's own names, and yield the answer to a question asked in it.

    Inside another transaction, the settings last until that ends.
    """
    try:
        with transaction(conn, f"{_SETTINGS} {question}") as asked:
            yield asked
    except psycopg.errors.InsufficientPrivilege as error:
        raise SchemadiffError(
            f"cannot {verb} schemadiff.history: {postgres_words(error)}",
            hint=_reading(conn) if verb == "read" else _OWNERS,
        ) from error
    except (psycopg.errors.UndefinedColumn, psycopg.errors.WrongObjectType) as error:
        raise SchemadiffError(
            f"cannot {verb} schemadiff.history: {postgres_words(error)}",
            hint="has the table been changed by hand, or does this schema belong to another program?",
        ) from error
