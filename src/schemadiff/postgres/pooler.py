"""Whether a connection leads to a pooler that gives every transaction another session of the server.

What is set for a session there, as ``default_transaction_read_only``, ``search_path`` and the lock of ``apply``, is set
for whoever is given that session next: an application that shares the pool could write no more. ``pg_dump`` sets a
dozen such things, so there is no way to be careful enough.
"""

from __future__ import annotations

import select
import time
from contextlib import closing, suppress
from typing import Any

import psycopg
from psycopg.pq.abc import PGresult

LONGEST = 2.0
"""Seconds to wait for the other session: in session mode a small pool may have no second one."""
ROUNDS = 3
"""An application may hold the session that is looked for, at one moment but hardly at all of them."""
_PID = "SELECT pg_catalog.pg_backend_pid()"


def between(conn: psycopg.Connection[Any]) -> bool:
    """True if a pooler is in between, of whatever mode: it makes up the process that a client is told of."""
    return _pid(conn) != conn.info.backend_pid


def shares(conn: psycopg.Connection[Any], conninfo: str) -> bool:
    """True if others are given the session of ``conn``, an idle one in autocommit mode, or it is given theirs."""
    mine = _pid(conn)
    if mine == conn.info.backend_pid:
        return False
    with (
        suppress(psycopg.OperationalError),
        closing(psycopg.connect(conninfo, autocommit=True, connect_timeout=5)) as other,
    ):
        # In session mode the first is kept for us, so that both are other ones and neither changes.
        return any(_pid_in_time(other) == mine or _pid(conn) != mine for _ in range(ROUNDS))
    return False


def _pid(conn: psycopg.Connection[Any]) -> int:
    (pid,) = conn.execute(_PID, prepare=False).fetchone() or (0,)
    return int(pid)


def _pid_in_time(conn: psycopg.Connection[Any]) -> int:
    """The same; OperationalError if there is no session for it in ``LONGEST`` seconds."""
    until = time.monotonic() + LONGEST
    conn.pgconn.send_query(_PID.encode())
    result = _result(conn, until)
    if result is None or result.ntuples != 1 or _result(conn, until) is not None:
        raise psycopg.OperationalError("the pooler has no other session")
    return int(result.get_value(0, 0) or 0)


def _result(conn: psycopg.Connection[Any], until: float) -> PGresult | None:
    """The next one, of which all is there: libpq waits for the rest of one that has begun, whatever the time."""
    while conn.pgconn.is_busy():
        left = until - time.monotonic()
        if left <= 0 or not select.select([conn.fileno()], [], [], left)[0]:
            raise psycopg.OperationalError("the pooler has no other session")
        conn.pgconn.consume_input()
    return conn.pgconn.get_result()
