"""Detects a pooler that gives every transaction another server session.

Session settings made there (``default_transaction_read_only``, ``search_path``, the lock of ``apply``) affect whoever
is given that session next: an application that shares the pool could no longer write. ``pg_dump`` sets a dozen such
parameters, so such a connection cannot be used safely.
"""

from __future__ import annotations

import select
import time
from contextlib import closing, suppress
from typing import Any

import psycopg
from psycopg.pq.abc import PGresult

LONGEST = 2.0
"""Seconds to wait for a second session: in session mode a small pool may have none."""
ROUNDS = 3
"""How often to try: an application may hold the wanted session at one moment, but hardly every time."""
_PID = "SELECT pg_catalog.pg_backend_pid()"


def between(conn: psycopg.Connection[Any]) -> bool:
    """True if any pooler is in between, whatever its mode: it reports a process id of its own to the client."""
    return _pid(conn) != conn.info.backend_pid


def shares(conn: psycopg.Connection[Any], conninfo: str) -> bool:
    """True if the session of ``conn`` (idle, in autocommit mode) may be given to others, or theirs to ``conn``."""
    mine = _pid(conn)
    if mine == conn.info.backend_pid:
        return False
    with (
        suppress(psycopg.OperationalError),
        closing(psycopg.connect(conninfo, autocommit=True, connect_timeout=5)) as other,
    ):
        # In session mode ``conn`` keeps its session, so that ``other`` gets a different one and neither changes.
        return any(_pid_in_time(other) == mine or _pid(conn) != mine for _ in range(ROUNDS))
    return False


def _pid(conn: psycopg.Connection[Any]) -> int:
    (pid,) = conn.execute(_PID, prepare=False).fetchone() or (0,)
    return int(pid)


def _pid_in_time(conn: psycopg.Connection[Any]) -> int:
    """The same; raise OperationalError if the pooler gives ``conn`` no session within ``LONGEST`` seconds."""
    until = time.monotonic() + LONGEST
    conn.pgconn.send_query(_PID.encode())
    result = _result(conn, until)
    if result is None or result.ntuples != 1 or _result(conn, until) is not None:
        raise psycopg.OperationalError("the pooler has no other session")
    return int(result.get_value(0, 0) or 0)


def _result(conn: psycopg.Connection[Any], until: float) -> PGresult | None:
    """The next complete result; libpq itself would wait for the rest of a partial one without limit."""
    while conn.pgconn.is_busy():
        left = until - time.monotonic()
        if left <= 0 or not select.select([conn.fileno()], [], [], left)[0]:
            raise psycopg.OperationalError("the pooler has no other session")
        conn.pgconn.consume_input()
    return conn.pgconn.get_result()
