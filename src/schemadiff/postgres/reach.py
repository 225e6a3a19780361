"""How long a connection to a server of others waits for a network that has gone silent.

Without a word in the URL that is two minutes to connect, and for ever once connected: a firewall that forgets a
connection, or a machine that is gone, ends nothing.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

LIMITS = {
    "connect_timeout": "15",
    # A server that works on a long statement answers these all the same.
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""In seconds, and the last in milliseconds; a socket on this machine knows none of them but the first."""


def patient(conninfo: str) -> str:
    """The connection string with these, where neither it nor the environment says otherwise.

    Raises:
        psycopg.ProgrammingError: it is none.
    """
    known = conninfo_to_dict(conninfo)
    own = {name: value for name, value in LIMITS.items() if name not in known}
    if "PGCONNECT_TIMEOUT" in os.environ:
        own.pop("connect_timeout", None)
    return make_conninfo(conninfo, **own)


def interrupt(conn: psycopg.Connection[Any]) -> None:
    """Let what another thread waits for on a connection fail now, as far as the server can be reached."""
    with suppress(psycopg.Error):
        conn.cancel_safe(timeout=float(LIMITS["connect_timeout"]))
