"""Sends queries in one go, and reads the answer to each while the server still works on the next ones.

psycopg's own pipeline returns the first answer when it has received the last one: for 1,000 tables, 0.2 seconds in which
this process only waits, and then 0.2 seconds in which the server does. So libpq is called directly
(https://www.postgresql.org/docs/current/libpq-pipeline-mode.html).
"""

from __future__ import annotations

import select
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString, NamedTuple

import psycopg
from psycopg import abc, generators
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult

OFTEN = 512
"""The rows after which to take from the socket what has arrived, so that the server need not wait until there is room:
a Unix socket holds 200 kB."""


class Answer(NamedTuple):
    """The column names and rows that a query returned."""

    names: Sequence[str]
    rows: list[tuple[Any, ...]]


class Pipeline:
    """Queries under way on one connection; their answers come in the order in which they were sent."""

    def __init__(self, conn: psycopg.Connection[Any]) -> None:
        self._conn, self._pgconn = conn, conn.pgconn
        self._syncs = 0
        self.beside: Pipeline | None = None
        """Another one, whose server must not have to wait either while the answers of this one are taken."""

    def send(self, *queries: LiteralString) -> None:
        """Send queries, without parameters; the server begins with the first at once."""
        for sql in queries:
            self._pgconn.send_query_params(sql.encode(), None)
            # Else the server keeps the last 8 kB of an answer until the next one fills its buffer.
            self._pgconn.send_flush_request()
        self._pgconn.pipeline_sync()
        self._syncs += 1
        self._conn.wait(generators.send(self._pgconn))

    def answer(self) -> Answer:
        """Wait for the answer to the next query.

        Raises:
            psycopg.Error: the query failed, or the connection is gone.
        """
        names, reader, number = self._result()
        return Answer(names, reader.load_rows(0, number, tuple))

    def passing(self) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """The same, with rows that are loaded shortly before they are used: for those of which nothing stays.

        Meanwhile the server's answer stays as a whole, and beside new objects it would take more than their rows.
        """
        names, reader, number = self._result()

        def loaded() -> Iterator[tuple[Any, ...]]:
            for at in range(0, number, OFTEN):
                self.receive()
                yield from reader.load_rows(at, min(at + OFTEN, number), tuple)

        return names, loaded()

    def _result(self) -> tuple[list[str], abc.Transformer, int]:
        """The names of the next answer's columns, what loads its rows, and their number."""
        result = self._next()
        while result is None or result.status == ExecStatus.PIPELINE_SYNC:
            result = self._next()
        if result.status != ExecStatus.TUPLES_OK:
            raise error_from_result(result, encoding=self._conn.info.encoding)
        reader = Transformer(self._conn)
        reader.set_pgresult(result)
        names = [(result.fname(at) or b"").decode() for at in range(result.nfields)]
        return names, reader, result.ntuples

    def rows(self) -> list[tuple[Any, ...]]:
        """Wait for the rows of the next answer."""
        return self.answer().rows

    def taken(self, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Yield rows, freed soon after they are used, and meanwhile take from the socket what the server has sent."""
        rows.reverse()
        while rows:
            self.receive()
            now = rows[-OFTEN:]
            del rows[-OFTEN:]
            yield from reversed(now)

    def end(self) -> None:
        """Skip the answers that nobody has read, and let the connection be used as any other."""
        self.beside = None
        while self._syncs:
            self._next()
        self._pgconn.exit_pipeline_mode()

    def receive(self) -> None:
        """Take from the sockets what has arrived."""
        self._pgconn.consume_input()
        if self.beside:
            self.beside.receive()

    def _wait_beside(self, other: Pipeline) -> None:
        """Wait until the next answer is complete, and meanwhile take what the other one's server sends."""
        arrived = select.poll()
        arrived.register(self._pgconn.socket, select.POLLIN)
        arrived.register(other._pgconn.socket, select.POLLIN)
        while self._pgconn.is_busy():
            arrived.poll()
            self.receive()

    def _next(self) -> PGresult | None:
        """Wait for what comes next: an answer, None after each answer, or the mark at the end of what was sent."""
        if self.beside:
            self._wait_beside(self.beside)
        result: PGresult | None = self._conn.wait(generators.fetch(self._pgconn))
        if result is not None and result.status == ExecStatus.PIPELINE_SYNC:
            self._syncs -= 1
        return result


@contextmanager
def pipeline(conn: psycopg.Connection[Any]) -> Iterator[Pipeline]:
    """Begin a pipeline on a connection that nothing else uses until it ends."""
    conn.pgconn.enter_pipeline_mode()
    under_way = Pipeline(conn)
    try:
        yield under_way
    finally:
        if conn.pgconn.status == ConnStatus.OK:
            under_way.end()


__all__ = ["Answer", "Pipeline", "pipeline"]
