"""Sessions on databases of our throw-away servers, reused one borrower after the other.

A new session takes 5 ms of processor time, and up to 12 more to fill its catalogue caches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from schemadiff.postgres.server import Kept, Server

WAITING = 8
"""How many idle sessions are kept for reuse; a server of ours accepts 32."""
Connect = Callable[[str], psycopg.Connection[Any]]
"""Opens a session on a database; all borrowers of a server use the same function."""


@contextmanager
def lent(server: Server, database: str, connect: Connect) -> Iterator[psycopg.Connection[Any]]:
    """A session in its initial state until the context ends: an idle one on this database, or a new one.

    On a server of others no idle session is kept: it would block others from dropping the database.
    """
    waiting = None if server.kept is None else server.kept.waiting.pop(database, None)
    conn = waiting or connect(database)
    # DISCARD ALL drops prepared statements, of which psycopg would not know: a session lent often enough has some.
    conn.prepare_threshold = None
    try:
        yield conn
    except BaseException:
        conn.close()
        raise
    if server.kept is None or conn.closed or conn.info.transaction_status is not TransactionStatus.IDLE:
        conn.close()
        return
    _take_back(server.kept, database, conn)


def _take_back(kept: Kept, database: str, conn: psycopg.Connection[Any]) -> None:
    kept.leave(database)
    # Resets parameters, role, temporary objects, advisory locks and prepared statements, but keeps the catalogue
    # caches.
    conn.execute("DISCARD ALL")
    kept.waiting[database] = conn
    while len(kept.waiting) > WAITING:
        # End the session that has been idle longest.
        kept.leave(next(iter(kept.waiting)))
