"""Throw-away servers that several commands use one after the other, reset in between.

To start and stop one takes 0.13 s of processor time, to make one as good as new a quarter of that. What says which server
is taken, and all that happens on it, is untouched; how one starts and ends is for ``tests/postgres``, and for commands in
processes of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from majors import warmed
from schemadiff.errors import SchemadiffError
from schemadiff.postgres import starting
from schemadiff.postgres.binaries import Binaries
from schemadiff.postgres.candidate import Wanted
from schemadiff.postgres.server import Server, _maintenance, drop_database

STARTED = starting.started
SHARED = """
    SELECT relname::text FROM pg_class
    WHERE relisshared AND relkind = 'r' AND relname NOT IN ('pg_shdepend', 'pg_subscription_rel') ORDER BY 1
"""
"""What one database sees of all others. What depends on what goes with what is named there."""
OTHERS = "SELECT datname::text FROM pg_database WHERE datname NOT IN ('postgres', 'template1')"
ROLES = "SELECT rolname::text FROM pg_roles WHERE oid >= 16384 AND rolname <> %s"
SETTINGS = "SELECT name::text, setting FROM pg_file_settings WHERE sourcefile LIKE '%auto.conf'"
WITHIN = """
    SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_type),
           (SELECT count(*) FROM pg_namespace), (SELECT count(*) FROM pg_extension), (SELECT count(*) FROM pg_default_acl),
           (SELECT nspacl::text FROM pg_namespace WHERE nspname = 'public')
"""
Seen = list[object]


@dataclass
class Used:
    """A server, and what stops it."""

    server: Server
    stop: ExitStack
    new: Seen


@dataclass
class UsedServers:
    """Those that nobody uses now, by what they were made of and for."""

    idle: dict[object, list[Used]] = field(default_factory=dict)

    @contextmanager
    def started(
        self, binaries: Binaries, wanted: Wanted, *, provider: str, labels: bool = True
    ) -> Iterator[Server]:
        """In the place of ``starting.started``: one that was used before, if there is one and it may be lent again."""
        if wanted.logical or wanted.trusted:
            with STARTED(binaries, wanted, provider=provider, labels=labels) as server:
                yield server
            return
        waiting = self.idle.setdefault((binaries, provider, labels, wanted.loader, wanted.stand_ins), [])
        used = (
            waiting.pop() if waiting else _kept(STARTED(binaries, wanted, provider=provider, labels=labels))
        )
        try:
            yield used.server
        except BaseException:
            used.stop.close()
            raise
        if _as_new(used):
            waiting.append(used)
        else:
            used.stop.close()

    def close(self) -> None:
        for used in (one for waiting in self.idle.values() for one in waiting):
            used.stop.close()


def _kept(starting) -> Used:
    stop = ExitStack()
    server = warmed(stop.enter_context(starting))
    with _maintenance(server) as connection:
        return Used(server, stop, _seen(connection))


def _as_new(used: Used) -> bool:
    """Drop what was made, and say whether nothing else is left of who used it; what cannot be dropped is."""
    try:
        with _maintenance(used.server) as connection:
            others = connection.execute(OTHERS).fetchall()
        for (name,) in others:
            drop_database(used.server, name)
        with _maintenance(used.server) as connection:
            for (name,) in connection.execute(ROLES, [used.server.loader]).fetchall():
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))
            return _seen(connection) == used.new
    except (psycopg.Error, SchemadiffError):
        return False


def _seen(connection: psycopg.Connection) -> Seen:
    """What there is but for other databases: all that all databases share, and roughly what this one has."""
    shared = [name for (name,) in connection.execute(SHARED).fetchall()]
    rows = " UNION ALL ".join(
        f"SELECT '{name}', to_jsonb(t) - 'datfrozenxid' - 'datminmxid' FROM {name} t" for name in shared
    )
    whole = connection.execute(f"SELECT * FROM ({rows}) s ORDER BY 1, 2".encode()).fetchall()
    return [whole, connection.execute(SETTINGS).fetchall(), connection.execute(WITHIN).fetchall()]
