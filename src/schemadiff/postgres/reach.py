"""Time limits for connections to servers of others, for a network that no longer answers.

Without limits in the URL connecting takes up to two minutes, and an open connection waits for ever: a firewall that
forgets a connection, or a machine that is gone, does not end it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

LIMITS = {
    "connect_timeout": "15",
    # A server answers keepalives even while it works on a long statement.
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""In seconds, but the last in milliseconds; a Unix socket only uses the first."""


def patient(conninfo: str) -> str:
    """The connection string with these limits added, unless it or the environment sets them.

    Raises:
        psycopg.ProgrammingError: ``conninfo`` is no connection string.
    """
    known = conninfo_to_dict(conninfo)
    own = {name: value for name, value in LIMITS.items() if name not in known}
    if "PGCONNECT_TIMEOUT" in os.environ:
        own.pop("connect_timeout", None)
    return make_conninfo(conninfo, **own)


def interrupt(conn: psycopg.Connection[Any]) -> None:
    """Cancel the statement that another thread waits for on a connection, if the server can be reached."""
    with suppress(psycopg.Error):
        conn.cancel_safe(timeout=float(LIMITS["connect_timeout"]))
