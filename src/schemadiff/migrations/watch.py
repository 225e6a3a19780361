"""Who is in the way: while a statement waits for a lock, a second connection asks who holds it.

``pg_blocking_pids()`` only has an answer as long as somebody waits, so it cannot be asked afterwards.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg.rows import class_row

from schemadiff.postgres.blocker import Blocker
from schemadiff.postgres.sessions import NAMES

EVERY = 0.2
"""Seconds between two looks, and before the first: most statements are done by then."""
TELL_AFTER = 1.0
"""Seconds of waiting after which it is reported."""
_BLOCKERS = """
    SELECT a.pid, coalesce(a.application_name, '') AS application, a.usename::text AS role,
        coalesce(a.state, '') AS state, a.xact_start AS since, coalesce(a.query, '') AS query, '' AS prepared
    FROM pg_catalog.pg_stat_activity a
    WHERE a.pid = ANY (pg_catalog.pg_blocking_pids(%(pid)s))
    UNION ALL
    -- A prepared transaction has no process: it is 0 in pg_blocking_pids(), and one of its locks names it.
    SELECT 0, '', x.owner::text, '', x.prepared, '', x.gid
    FROM pg_catalog.pg_prepared_xacts x
    WHERE 0 = ANY (pg_catalog.pg_blocking_pids(%(pid)s)) AND EXISTS (
        SELECT FROM pg_catalog.pg_locks itself, pg_catalog.pg_locks held, pg_catalog.pg_locks wanted
        WHERE itself.pid IS NULL AND itself.transactionid = x.transaction AND itself.granted
            AND held.pid IS NULL AND held.virtualtransaction = itself.virtualtransaction
            AND wanted.pid = %(pid)s AND NOT wanted.granted
            AND (held.locktype, held.database, held.relation, held.transactionid) IS NOT DISTINCT FROM
                (wanted.locktype, wanted.database, wanted.relation, wanted.transactionid)
    )
    ORDER BY since NULLS LAST
"""


class Watch:
    """Looks, in a thread of its own, for sessions that block the session ``pid``; that thread calls ``say``."""

    def __init__(self, conninfo: str, pid: int, say: Callable[[str], None]) -> None:
        self._conninfo = conninfo
        self._pid = pid
        self._say = say
        self._began: tuple[str, float] | None = None
        self._told = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, name="schemadiff watch", daemon=True)
        self.blockers: tuple[Blocker, ...] = ()
        """Who was last seen to block the statement that runs, or ran last."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    @contextmanager
    def statement(self, where: str) -> Iterator[None]:
        """Watch while the context is open; ``where`` is the name of the statement in messages."""
        self.blockers, self._told = (), False
        self._began = (where, time.monotonic())
        try:
            yield
        finally:
            self._began = None

    def _look(self) -> None:
        conn: psycopg.Connection[Any] | None = None
        try:
            while not self._stop.wait(EVERY):
                began = self._began
                if began is None or time.monotonic() - began[1] < EVERY:
                    continue
                conn = conn or _connect(self._conninfo)
                found = (
                    conn.cursor(row_factory=class_row(Blocker))
                    .execute(_BLOCKERS, {"pid": self._pid})
                    .fetchall()
                )
                self._note(began, tuple(found))
        except psycopg.Error:
            # A lost server is reported by the statement itself; without a second connection, as on a server that
            # allows only one, a wait is not explained.
            return
        finally:
            if conn is not None:
                conn.close()

    def _note(self, began: tuple[str, float], found: tuple[Blocker, ...]) -> None:
        if not found or self._began is not began:
            return
        self.blockers = found
        where, since = began
        if not self._told and time.monotonic() - since >= TELL_AFTER:
            self._told = True
            self._say(f"{where}: waiting for {'; '.join(map(str, found))}")


def _connect(conninfo: str) -> psycopg.Connection[Any]:
    conn = psycopg.connect(conninfo, autocommit=True, application_name="schemadiff watch", connect_timeout=5)
    conn.execute(NAMES)
    return conn
