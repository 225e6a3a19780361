"""Opening a target: a URL, or the project's own development database."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus
from psycopg.rows import scalar_row

from schemadiff.errors import SchemadiffError, connecting, gone, postgres_words
from schemadiff.model import Address, Size
from schemadiff.model.history import Row
from schemadiff.postgres import pooler
from schemadiff.postgres.development import development
from schemadiff.postgres.reach import patient
from schemadiff.postgres.round_trips import last
from schemadiff.postgres.server import Server, ensure_roles
from schemadiff.postgres.sessions import LIMITED, NAMES
from schemadiff.presets import PRESETS, install
from schemadiff.settings import Settings, Target
from schemadiff.targets.waiting import named

log = logging.getLogger(__name__)
USUAL_PORT = 5432
DATABASE = "postgres"
"""The database on the development server that is the target."""
LOCKS: LiteralString = "pg_catalog.pg_relation_size('pg_catalog.pg_depend') / 60"
"""An upper bound of what a transaction locks that drops everything: each object has rows of 60 bytes in ``pg_depend``."""


@dataclass(frozen=True)
class Original:
    """What is known of the database that a copy stands for, where it cannot be asked itself."""

    sizes: Mapping[Address, Size] = field(default_factory=dict)
    """Those of its relations; the size of any other is unknown."""


@dataclass(frozen=True)
class Live:
    """A target that can be connected to, until its context ends."""

    name: str
    """Its name in output."""
    conninfo: str = field(repr=False)
    version: int
    """``server_version_num``."""
    role: str
    """The role of the connection, unquoted."""
    server: Server | None = None
    """The development database's server; None for a URL."""
    standing: str = ""
    """The name of the throw-away database that is the target, if it is one."""
    history: tuple[Row, ...] | None = None
    """Its history of migrations, if that is not read from the target itself; None if it is."""
    made: Mapping[Address, str] = field(default_factory=dict)
    """Objects made by extensions or platforms, if it is a copy that cannot tell."""
    timezone: str = "UTC"
    """The default of its sessions: on it depends whether changing ``timestamp`` to ``timestamptz`` rewrites a table."""

    locks: int = 0
    """The locks that a transaction takes at most which drops everything there; 0 if unknown."""
    original: Original | None = None
    """The database that it stands for, if it is a copy: its own tables are empty, and say nothing of those there."""
    there: str = ""
    """The database and the machine that a URL led to."""
    idle: list[Reader] | None = field(default=None, repr=False, compare=False)
    """Connections that are open and not in use; None: each is closed after its use, as a template must not have any."""

    @property
    def introduced(self) -> str:
        """How to name it when asking somebody whether to change it."""
        if not self.there:
            return self.name
        known = self.there if self.name == self.there else f"{self.name} ({self.there})"
        return f"{known}, as {self.role}"

    @property
    def major(self) -> int:
        """The major version."""
        return self.version // 10000

    @property
    def bindir(self) -> Path | None:
        """The folder of its own ``pg_dump``, if known."""
        return self.server.bindir if self.server else None

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """Return a connection that cannot write, new or as new: far away, a new one takes half a second."""
        with suppress(psycopg.Error, IndexError):
            if self.idle:
                conn = self.idle.pop()
                if conn.fresh:
                    conn.fresh = False
                else:
                    _prepare(conn)
                return conn
        conn = _reach(self.conninfo, self.name)
        _prepare(conn)
        conn.idle = self.idle
        return conn


class Reader(psycopg.Connection[tuple[object, ...]]):
    """A connection to a target; if it is lost, the error says so, whatever was running."""

    called = "the target"
    fresh = False
    """True if it is set up and was not used since."""
    idle: list[Reader] | None = None
    """Where to put it after its use; None: nowhere, so that it is closed."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put it away or close it; ConnectionFailed if the connection was lost."""
        if kind is None and self.idle is not None and self.info.transaction_status == TransactionStatus.IDLE:
            self.idle.append(self)
            return
        lost = self.broken and isinstance(error, psycopg.Error)
        super().__exit__(kind, error, trace)
        if lost and isinstance(error, psycopg.Error):
            raise gone(self.called, error) from error


def connect(conninfo: str, name: str) -> psycopg.Connection[tuple[object, ...]]:
    """Open a connection with READ ONLY transactions that sees only PostgreSQL's own names; application_name ``schemadiff``."""
    conn = _reach(conninfo, name)
    _prepare(conn)
    return conn


def _reach(conninfo: str, name: str) -> Reader:
    with connecting(conninfo, name):
        conn = Reader.connect(
            patient(conninfo), autocommit=True, application_name="schemadiff", client_encoding="utf8"
        )
    conn.called = name
    return conn


def _prepare(conn: psycopg.Connection[Any], question: LiteralString = "SELECT") -> psycopg.Cursor[Any]:
    """Set the session up, and return the answer to a question that is asked in the same turn."""
    conn.read_only = None
    # The owner of the database, or the role, may have put another schema before PostgreSQL's own.
    setup: LiteralString = f"RESET ALL; SET default_transaction_read_only = on; {LIMITED}; {NAMES}"
    return last(conn.execute(f"{setup}; {question}"))


@contextmanager
def live(settings: Settings, name: str | None = None) -> Iterator[Live]:
    """Yield the target called ``name``, or the default one.

    Raises:
        ConnectionFailed: nobody answers, or not to this user; the password is not in the message.
        SchemadiffError: another session, which it names, locks what is read for too long.
    """
    target = settings.target(name)
    if target.url is not None:
        with _closed() as idle:
            opened = _open_url(target, target.url, idle)
            with named(target.url, opened.name):
                yield opened
        return
    services, shadow = PRESETS[settings.preset].services, settings.shadow
    with development(
        settings.root, major=shadow.version, provider=shadow.provider, services=services
    ) as server:
        log.info("target: development database, PostgreSQL %s", version_text(server.version))
        _install_platform(server, settings)
        conninfo = PRESETS[settings.preset].session(server.conninfo(DATABASE))
        with _closed() as idle:
            opened = Live(str(target), conninfo, server.version, server.loader, server, idle=idle)
            with opened.connect() as conn:
                locks = conn.cursor(row_factory=scalar_row).execute(f"SELECT {LOCKS}").fetchone()
            yield replace(opened, locks=locks or 0)


@contextmanager
def _closed() -> Iterator[list[Reader]]:
    """Yield a list of connections that are closed at the end."""
    idle: list[Reader] = []
    try:
        yield idle
    finally:
        for conn in idle:
            conn.close()


def make_roles(target: Live, names: frozenset[str]) -> None:
    """Create the roles that ``desired/`` names on the development database, which is nobody else's."""
    if target.server is not None:
        ensure_roles(target.server, names)


def missing_roles(target: Live, names: frozenset[str]) -> tuple[str, ...]:
    """Return the roles that the target does not have."""
    with target.connect() as conn:
        rows = conn.execute("SELECT rolname::text FROM pg_roles WHERE rolname = ANY(%s)", [sorted(names)])
        return tuple(sorted(names - {str(row[0]) for row in rows}))


def missing_tablespaces(target: Live, names: Collection[str]) -> tuple[str, ...]:
    """Return the tablespaces that the target does not have."""
    with target.connect() as conn:
        rows = conn.execute(
            "SELECT spcname::text FROM pg_tablespace WHERE spcname = ANY(%s)", [sorted(names)]
        )
        return tuple(sorted({*names} - {str(row[0]) for row in rows}))


def creating(roles: Iterable[str]) -> str:
    """Return the SQL that creates missing roles."""
    return " ".join(f"CREATE ROLE {sql.Identifier(role).as_string()} NOLOGIN;" for role in roles)


def version_text(version: int) -> str:
    """Return ``server_version_num`` in the usual form: 180004 is 18.4."""
    return f"{version // 10000}.{version % 10000}"


def described(server: Server) -> str:
    """Return a server as output describes it."""
    return f"PostgreSQL {version_text(server.version)}, {server.provider}"


def _open_url(target: Target, url: str, idle: list[Reader]) -> Live:
    with _reach(
        url, f"the URL of {target.origin}" if target.origin == "--target" else f"that of target {target.name}"
    ) as conn:
        try:
            _not_shared(conn, url)
            row = _prepare(
                conn, f"SELECT current_user::text, current_setting('TimeZone'), {LOCKS}"
            ).fetchone()
        except psycopg.Error as error:
            raise SchemadiffError(f"{target}: {postgres_words(error)}") from error
        assert row is not None
        conn.idle, conn.fresh = idle, True
        # A URL is too long for a sentence, and parts of it may be confidential.
        there = f"database {conn.info.dbname} on {_host(conn)}"
        # Not "default", which would not help where the wrong URL was exported.
        name = there if target.origin in ("--target", "DATABASE_URL") else target.name
        log.info("target: %s, PostgreSQL %s", name, version_text(conn.info.server_version))
        return Live(
            name,
            patient(url),
            conn.info.server_version,
            row[0],
            timezone=row[1],
            locks=row[2],
            there=there,
            idle=idle,
        )


def _not_shared(conn: psycopg.Connection[Any], url: str) -> None:
    """Raise SchemadiffError if settings of the session would affect others; checked before anything is set."""
    if pooler.shares(conn, url):
        raise SchemadiffError(
            f"database {conn.info.dbname} on {_host(conn)} is behind a pooler in transaction mode: session "
            "settings of schemadiff and pg_dump would leak to other clients of the pooler",
            hint="use the URL of the server itself, or of the pooler in session mode (Supabase: port 5432, not 6543)",
        )


def _host(conn: psycopg.Connection[Any]) -> str:
    if conn.info.host.startswith("/"):
        return "this machine"
    return conn.info.host if conn.info.port == USUAL_PORT else f"{conn.info.host}:{conn.info.port}"


def _install_platform(server: Server, settings: Settings) -> None:
    """Give the development database what the platform puts into every database."""
    preset = PRESETS[settings.preset]
    if preset.script:
        with psycopg.connect(server.conninfo(DATABASE, superuser=True), autocommit=True) as conn:
            install(conn, preset, server.loader)
