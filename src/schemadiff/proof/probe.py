"""The locks of a statement that cannot run in a transaction block, read while it waits for a lock that another session holds.

A second session holds two locks on the table: one that conflicts with statements of this sort, and the one that every
writer holds. The statement waits for the first, while a third session reads its locks. The first lock is released, the
statement waits for the writer to end, as CREATE INDEX CONCURRENTLY does, and its locks are read again. Then the second
lock is released.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from pglast import parse_sql
from psycopg import sql

from schemadiff.model import Affected, Effects, LockMode, Work
from schemadiff.proof.observe import MODES, Observer, measured
from schemadiff.proof.relations import Relation
from schemadiff.sql.relations import named

PATIENCE = 5.0
"""Seconds until the statement is let go, whether it was seen waiting or not."""
EVERY = 0.002
_LOCKS = """
    SELECT relation::pg_catalog.int8, mode FROM pg_catalog.pg_locks WHERE pid = %(pid)s AND locktype = 'relation'
        AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
"""
_WAITS = "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE pid = %(pid)s AND NOT granted)"
_FILE = "SELECT pg_catalog.pg_relation_filenode(%s::pg_catalog.oid)::pg_catalog.int8"
_OID = "SELECT pg_catalog.to_regclass(%s)::pg_catalog.oid::pg_catalog.int8"
Session = psycopg.Connection[Any]


@dataclass(frozen=True)
class Probe:
    """Measures statements that cannot run in a transaction block."""

    observer: Observer
    connect: Callable[[], Session]
    """Opens further sessions on the same database."""
    _open: list[Session] = field(default_factory=list)

    def run(self, command: str, static: Effects) -> Effects:
        """Run a statement in the observer's session, and return its effects."""
        table = self._table(command)
        if table is None:
            self.observer.conn.execute(command.encode())
            return static
        other, onlooker = self._others()
        locks = self._run_watched(command, table, other, onlooker)
        if not locks:
            return replace(static, relations=(Affected(table.address, static.lock),))
        return measured(self._affected(table, locks), static)

    def _others(self) -> Sequence[Session]:
        """Return two further sessions: opened once, as there may be hundreds of statements."""
        if any(session.closed for session in self._open):
            self.close()
        while len(self._open) < 2:
            self._open.append(self.connect())
        return self._open

    def close(self) -> None:
        """Close the further sessions."""
        while self._open:
            self._open.pop().close()

    def _table(self, command: str) -> Relation | None:
        """Return the table that the statement is about, if other sessions can be using it."""
        known = self.observer.known
        for relation in known.called(named(parse_sql(command)[0].stmt)):
            found = known.by_oid.get(relation.indexes, relation)
            if found.has_rows:
                return found
        return self._by_oid(command)

    def _by_oid(self, command: str) -> Relation | None:
        """Return the table of the index that the statement names, if the index has been renamed since."""
        known = self.observer.known.by_oid
        for name in named(parse_sql(command)[0].stmt):
            text = sql.Identifier(*filter(None, name)).as_string()
            (oid,) = self.observer.conn.execute(_OID, (text,)).fetchone() or (None,)
            if oid in known and known[oid].indexes in known:
                return known[known[oid].indexes]
        return None

    def _run_watched(
        self, command: str, table: Relation, other: Session, onlooker: Session
    ) -> dict[int, LockMode]:
        """Run the statement, and return its strongest lock on each relation; empty if it was never seen waiting."""
        conn = self.observer.conn
        conn.execute("SET client_min_messages = debug1")
        self.observer.listen()
        try:
            other.execute("BEGIN")
            _lock(other, table, "ROW EXCLUSIVE")
            other.execute("SAVEPOINT shared")
            _lock(other, table, "SHARE UPDATE EXCLUSIVE")
        except psycopg.Error:
            # A session that may not take a writer's lock cannot stand in for writers.
            if not other.closed:
                other.execute("ROLLBACK")
            conn.execute(command.encode())
            return {}
        found: dict[int, LockMode] = {}
        with ThreadPoolExecutor(max_workers=1) as thread:
            running = thread.submit(conn.execute, command.encode())
            try:
                for give_way in ("ROLLBACK TO shared", "ROLLBACK"):
                    for oid, mode in _locks_while_waiting(onlooker, conn.info.backend_pid, running):
                        found[oid] = max(found.get(oid, LockMode.NONE), mode)
                    other.execute(give_way)
            except BaseException:
                # Whatever goes wrong, the statement must not wait for ever.
                other.close()
                raise
            running.result()
        return found

    def _affected(self, table: Relation, locks: dict[int, LockMode]) -> Iterator[Affected]:
        known, conn = self.observer.known, self.observer.conn
        work: tuple[Work, ...] = tuple(Work.BUILD for _ in self.observer.built_on(table.oid.__eq__))
        (file,) = conn.execute(_FILE, (table.oid,)).fetchone() or (None,)
        if file is not None and file != known.files[table.oid]:
            known.files[table.oid] = file
            work = (Work.REWRITE, *work)
        for oid, lock in locks.items():
            if oid in known.by_oid and lock > locks.get(known.by_oid[oid].indexes, LockMode.NONE):
                yield Affected(known.by_oid[oid].address, lock, work if oid == table.oid else ())


def _lock(other: Session, table: Relation, mode: str) -> None:
    name = sql.Identifier(*filter(None, table.name))
    other.execute(sql.SQL("LOCK TABLE ONLY {} IN {} MODE").format(name, sql.SQL(mode)))


def _locks_while_waiting(onlooker: Session, pid: int, running: Future[Any]) -> Iterator[tuple[int, LockMode]]:
    """Yield the locks of a session once it waits, including those that it waits for; nothing if it never does."""
    deadline = time.monotonic() + PATIENCE
    while not running.done() and time.monotonic() < deadline:
        (waits,) = onlooker.execute(_WAITS, {"pid": pid}).fetchone() or (False,)
        if waits:
            for oid, mode in onlooker.execute(_LOCKS, {"pid": pid}).fetchall():
                yield oid, MODES[mode]
            return
        time.sleep(EVERY)
