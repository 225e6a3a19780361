"""The one lock that every process that changes a database holds, so that no two do so at once.

It is an advisory lock of the session that runs the migrations; PostgreSQL releases it when that session ends, however
it ends. Waiting polls, each time outside of a transaction: a session that waits inside ``pg_advisory_lock()`` holds a
snapshot, for which CREATE INDEX CONCURRENTLY of the lock's holder would wait, and both would wait for ever.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import class_row

from schemadiff.errors import SchemadiffError

KEY = int.from_bytes(b"schmdiff")
EVERY = 0.2
"""Seconds between two attempts."""

_TRY = "SELECT pg_catalog.pg_try_advisory_lock(%s)"
_MINE = """
    SELECT EXISTS (
        SELECT FROM pg_catalog.pg_locks
        WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid() AND granted
            AND classid::bigint = %s AND objid::bigint = %s AND objsubid = 1
    )
"""
# backend_start is NULL for roles that may not see the session; its application_name is not.
_HOLDER = """
    SELECT l.pid, coalesce(a.application_name, '') AS application, a.usename::text AS role,
        a.client_addr::text AS client, a.backend_start AS since
    FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted
        AND l.classid::bigint = %s AND l.objid::bigint = %s AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
"""
_HALVES = (KEY >> 32, KEY & 0xFFFFFFFF)


@dataclass(frozen=True)
class Holder:
    """The session that holds the lock."""

    pid: int
    application: str
    role: str | None
    client: str | None
    since: datetime | None

    def __str__(self) -> str:
        words = [f"process {self.pid}"]
        words += [f'"{self.application}"'] if self.application else []
        words += [f"of role {self.role}"] if self.role else []
        words += [f"from {self.client}"] if self.client else []
        words += [f"connected since {self.since:%Y-%m-%d %H:%M:%S %Z}"] if self.since else []
        return ", ".join(words)


def holder(conn: psycopg.Connection[Any]) -> Holder | None:
    """Return the session that holds the lock of this database; None if nobody does."""
    return conn.cursor(row_factory=class_row(Holder)).execute(_HOLDER, _HALVES).fetchone()


def acquire(conn: psycopg.Connection[Any], wait: float, say: Callable[[str], None]) -> None:
    """Take the lock, waiting at most ``wait`` seconds; else SchemadiffError that names its holder."""
    deadline = time.monotonic() + wait
    reported: Holder | None = None
    while not _taken(conn):
        found = holder(conn)
        left = deadline - time.monotonic()
        if left <= 0:
            raise SchemadiffError(
                f"another run holds the lock of this database: {found or 'it has just ended'}",
                hint="wait for it to end, then run this again",
            )
        if found is not None and found != reported:
            say(f"waiting for another run to end: {found}")
            reported = found
        time.sleep(min(EVERY, left))


def release(conn: psycopg.Connection[Any]) -> None:
    """Release the lock now: the server may take a moment to end a session that was closed."""
    conn.execute("SELECT pg_catalog.pg_advisory_unlock(%s)", (KEY,))


def mine(conn: psycopg.Connection[Any]) -> bool:
    """Return True if this very session holds the lock: behind a pooler, two statements may run in two sessions."""
    (found,) = conn.execute(_MINE, _HALVES).fetchone() or (False,)
    return bool(found)


def _taken(conn: psycopg.Connection[Any]) -> bool:
    (taken,) = conn.execute(_TRY, (KEY,)).fetchone() or (False,)
    return bool(taken)
