"""Naming the session that blocks a reader: only ACCESS EXCLUSIVE does, and its holder can be found.

pg_get_viewdef() and pg_dump lock the objects that they print, so they queue behind a session that is idle in a
transaction with such a lock. Nobody should wait for that without a limit and a message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from psycopg.rows import class_row

from schemadiff.errors import Blocked, SchemadiffError
from schemadiff.migrations.watch import Blocker
from schemadiff.postgres.sessions import LIMIT, NAMES

_HOLDERS = """
    SELECT coalesce(a.pid, 0) AS pid, coalesce(a.application_name, '') AS application, a.usename::text AS role,
        coalesce(a.state, 'a prepared transaction') AS state, a.xact_start AS since,
        coalesce(a.query, '') AS query
    FROM (
        SELECT DISTINCT pid FROM pg_catalog.pg_locks
        WHERE mode = 'AccessExclusiveLock' AND granted AND locktype = 'relation'
            AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
            AND database = (
                SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
            )
    ) l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
    ORDER BY a.xact_start NULLS FIRST
"""


@contextmanager
def named(conninfo: str, name: str) -> Iterator[None]:
    """Turn a lock timeout into an error that names the holder of the lock; ``name`` is the database's name in output."""
    try:
        yield
    except (psycopg.errors.LockNotAvailable, Blocked) as error:
        found = _holders(conninfo)
        who = "\n".join(f"held by {holder}" for holder in found)
        raise SchemadiffError(
            f"{name}: a lock that is needed to read was not given within {LIMIT}",
            detail=who or "whoever held it has just let it go",
            hint=_hint(found),
        ) from error


def _hint(found: tuple[Blocker, ...]) -> str:
    pids = [holder.pid for holder in found if holder.pid]
    end = "; ".join(f"SELECT pg_terminate_backend({pid})" for pid in pids)
    return "run this again when it has ended" + (f", or end it: {end}" if end else "")


def _holders(conninfo: str) -> tuple[Blocker, ...]:
    try:
        with closing(psycopg.connect(conninfo, autocommit=True, application_name="schemadiff watch")) as conn:
            conn.execute(NAMES)
            return tuple(conn.cursor(row_factory=class_row(Blocker)).execute(_HOLDERS).fetchall())
    except psycopg.Error:
        return ()
