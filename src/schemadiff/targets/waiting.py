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
from schemadiff.postgres.blocker import Blocker
from schemadiff.postgres.sessions import LIMIT, NAMES

_HOLDERS = """
    SELECT coalesce(a.pid, 0) AS pid, coalesce(a.application_name, '') AS application, coalesce(a.usename, x.owner)::text AS role,
        coalesce(a.state, '') AS state, coalesce(a.xact_start, x.prepared) AS since,
        coalesce(a.query, '') AS query, coalesce(x.gid, '') AS prepared
    FROM (
        SELECT DISTINCT pid, CASE WHEN pid IS NULL THEN virtualtransaction END AS number FROM pg_catalog.pg_locks
        WHERE mode = 'AccessExclusiveLock' AND granted AND locktype = 'relation'
            AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
            AND database = (
                SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
            )
    ) l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
        -- A prepared transaction has no process, and one of its locks names it.
        LEFT JOIN pg_catalog.pg_locks itself
            ON itself.pid IS NULL AND itself.virtualtransaction = l.number AND itself.locktype = 'transactionid'
        LEFT JOIN pg_catalog.pg_prepared_xacts x ON x.transaction = itself.transactionid
    ORDER BY since NULLS FIRST
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
            f"{name}: could not get a lock that is needed for reading within {LIMIT}",
            detail=who or "it has just been released",
            hint=_hint(found),
        ) from error


def _hint(found: tuple[Blocker, ...]) -> str:
    end = "; ".join(holder.end for holder in found)
    return "run this again when it has ended" + (f", or end it: {end}" if end else "")


def _holders(conninfo: str) -> tuple[Blocker, ...]:
    try:
        with closing(psycopg.connect(conninfo, autocommit=True, application_name="schemadiff watch")) as conn:
            conn.execute(NAMES)
            return tuple(conn.cursor(row_factory=class_row(Blocker)).execute(_HOLDERS).fetchall())
    except psycopg.Error:
        return ()
