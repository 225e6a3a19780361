"""Sessions on the databases of a throw-away server of ours, lent one after the other.

A new one takes 5 ms of a processor, and up to 12 more to learn what the system catalogues are like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from schemadiff.postgres.server import Kept, Server

WAITING = 8
"""How many wait to be lent again; a server of ours takes 32."""
Connect = Callable[[str], psycopg.Connection[Any]]
"""Opens a session on a database; the same one for all who borrow from a server."""


@contextmanager
def lent(server: Server, database: str, connect: Connect) -> Iterator[psycopg.Connection[Any]]:
    """A session as new, until the context ends: the one that waits on the database, or one that is opened.

    On a server of others none waits: they may want to drop a database.
    """
    waiting = None if server.kept is None else server.kept.waiting.pop(database, None)
    conn = waiting or connect(database)
    threshold = conn.prepare_threshold
    try:
        yield conn
    except BaseException:
        conn.close()
        raise
    if server.kept is None or conn.closed or conn.info.transaction_status is not TransactionStatus.IDLE:
        conn.close()
        return
    conn.prepare_threshold = threshold
    _take_back(server.kept, database, conn)


def _take_back(kept: Kept, database: str, conn: psycopg.Connection[Any]) -> None:
    kept.leave(database)
    # Parameters, role, temporary objects, advisory locks, prepared statements: all but what it knows of the catalogues.
    conn.execute("DISCARD ALL")
    kept.waiting[database] = conn
    while len(kept.waiting) > WAITING:
        # The one that has waited longest.
        kept.leave(next(iter(kept.waiting)))
