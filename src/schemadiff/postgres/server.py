"""A server to use: how to connect to it, databases on it, roles on it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from schemadiff.errors import SchemadiffError, Unavailable, connecting, postgres_words

PREFIX = "schemadiff_"
THROWAWAY = "made by schemadiff, safe to drop when nobody is connected"
"""The comment on every database of ours on a server that is not."""
SUBSCRIPTIONS = """
    SELECT subname FROM pg_catalog.pg_subscription JOIN pg_catalog.pg_database d ON d.oid = subdbid
    WHERE datname = %s
"""
"""They are kept outside of their database: a template does not have them, and they stop it from being dropped."""

HERE = """
    SELECT EXISTS (
        SELECT FROM pg_catalog.pg_stat_get_activity(NULL) a JOIN pg_catalog.pg_database d ON d.oid = a.datid
        WHERE datname = %s
    )
"""
"""Whether anybody is connected to a database."""
LEAVING_SECONDS = 0.1


@dataclass
class Kept:
    """The session that makes databases and roles on a server of ours: one for all, for each would take 4 ms."""

    session: psycopg.Connection[tuple[Any, ...]] | None = None
    lock: Lock = field(default_factory=Lock)
    waiting: dict[str, psycopg.Connection[Any]] = field(default_factory=dict)
    """Other sessions, by the database that they are on, that nobody uses now: see ``postgres.lending``."""

    @contextmanager
    def lent(self, conninfo: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """The session, opened when it is first asked for, and again if it was lost; for one thread at a time."""
        with self.lock:
            if self.session is None or self.session.closed:
                self.session = psycopg.connect(conninfo, autocommit=True, prepare_threshold=None)
            yield self.session

    def leave(self, database: str) -> None:
        """End the session that waits on a database: while it is connected, that can be neither copied nor dropped."""
        if (conn := self.waiting.pop(database, None)) is not None:
            conn.close()

    def close(self) -> None:
        """End all, before the server does."""
        for database in [*self.waiting]:
            self.leave(database)
        if self.session is not None:
            self.session.close()


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that can be used now, until the context that gave it ends."""

    provider: str
    """"embedded", "local", "docker", "url" or "target"; "development" for the kept one."""
    reason: str
    """Why it was taken, in one line."""
    version: int
    """``server_version_num``."""
    loader: str
    """The role, unquoted, that desired SQL runs as: it may log in, owns our databases, and is no superuser unless trusted."""
    bindir: Path | None
    """A folder with a ``pg_dump`` that can dump it."""
    shared: bool
    """True if roles and settings are not ours, so that nothing is created there outside of our databases."""
    base: str = field(repr=False)
    """The connection string without database, as the loader. It may hold a password."""
    superuser_base: str = field(repr=False)
    """The same as the bootstrap superuser of a server of ours, or as the user that was given."""
    maintenance: str = "postgres"
    """The database to be connected to while databases are made."""
    trusted: bool = False
    """True if the loader is a superuser, as people who trust their files want it."""
    stand_ins: frozenset[str] = frozenset()
    """The extensions, unquoted, that only have a stand-in there: they reach nothing, whoever makes them."""
    labels: bool = True
    """False if nobody can say a security label there: no library that can be loaded provides them."""
    kept: Kept | None = field(default=None, repr=False, compare=False)
    """The session of the administrator, for as long as the server is ours; None where each has its own."""
    token: str = ""
    """Part of the names of the databases made by this process on a shared server."""

    @property
    def major(self) -> int:
        """The major version, for example 18."""
        return self.version // 10000

    def conninfo(self, database: str, *, superuser: bool = False) -> str:
        """The connection string of a database.

        The superuser of our own servers starts with an empty search_path: what untrusted SQL has left in
        the schema public must not be called with its rights.
        """
        if not superuser:
            return make_conninfo(self.base, dbname=database)
        if self.shared:
            return make_conninfo(self.superuser_base, dbname=database)
        return make_conninfo(self.superuser_base, dbname=database, options="-c search_path=")


def create_database(server: Server, *, template: str | None = None) -> str:
    """Make a database with a random name, and return the name; the loader owns it, or who owns the template."""
    name = f"{PREFIX}{server.token}{secrets.token_hex((16 - len(server.token)) // 2)}"
    parts: list[sql.Composable] = []
    if template is not None:
        parts.append(sql.SQL("TEMPLATE {}").format(sql.Identifier(template)))
    if server.version >= 150000 and not server.shared:
        # 12 ms instead of 26 ms for an empty one, 0.11 s instead of 0.38 s for 1,000 tables; it asks for
        # checkpoints, on a shared server not ours to have.
        parts.append(sql.SQL("STRATEGY file_copy"))
    with _maintenance(server) as connection:
        try:
            if template is not None:
                _let_leave(server, connection, template)
            owner = _owner(connection, template) if template is not None else server.loader
            made = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(owner))
            connection.execute(sql.SQL(" ").join([made, *parts]))
            if server.shared:
                comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
                connection.execute(comment.format(sql.Identifier(name), sql.Literal(THROWAWAY)))
        except psycopg.Error as error:
            raise SchemadiffError(f"cannot create database {name}: {postgres_words(error)}") from error
    return name


def _owner(connection: psycopg.Connection, database: str) -> str:
    query = "SELECT pg_catalog.pg_get_userbyid(datdba) FROM pg_catalog.pg_database WHERE datname = %s"
    (owner,) = connection.execute(query, [database]).fetchone() or ("",)
    return str(owner)


def _let_leave(server: Server, connection: psycopg.Connection, database: str) -> None:
    """Wait for the sessions that are about to end: they take 1 ms, but PostgreSQL sleeps for 0.1 s when it meets one."""
    if server.kept is not None:
        server.kept.leave(database)
    until = time.monotonic() + LEAVING_SECONDS
    while connection.execute(HERE, [database]).fetchone() == (True,) and time.monotonic() < until:
        time.sleep(0.001)


def give_database(server: Server, database: str, role: str) -> None:
    """Make a role the owner of a database of ours, on a server of ours; the loader is to be its member."""
    with _maintenance(server) as connection:
        give = sql.SQL("ALTER DATABASE {} OWNER TO {}")
        connection.execute(give.format(sql.Identifier(database), sql.Identifier(role)))


def drop_database(server: Server, name: str) -> None:
    """Drop a database, with everybody who is still connected to it."""
    if server.trusted:
        _drop_subscriptions(server, name)
    with _maintenance(server) as connection:
        _let_leave(server, connection, name)
        try:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
        except psycopg.Error as error:
            raise SchemadiffError(f"cannot drop database {name}: {postgres_words(error)}") from error


def subscribes(server: Server, name: str) -> bool:
    """True if the database has subscriptions, which all databases see."""
    with _maintenance(server) as connection:
        return bool(connection.execute(SUBSCRIPTIONS, [name]).fetchall())


def _drop_subscriptions(server: Server, name: str) -> None:
    """Drop what would hold up a database, and what only a superuser can have made."""
    with psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as connection:
        rows = connection.execute(SUBSCRIPTIONS, [name]).fetchall()
        for (subscription,) in rows:
            head = sql.SQL("ALTER SUBSCRIPTION {} ").format(sql.Identifier(subscription))
            connection.execute(head + sql.SQL("DISABLE"))
            # Without a slot nobody is asked to drop it.
            connection.execute(head + sql.SQL("SET (slot_name = NONE)"))
            connection.execute(sql.SQL("DROP SUBSCRIPTION {}").format(sql.Identifier(subscription)))


@contextmanager
def scratch_database(server: Server, *, template: str | None = None) -> Iterator[str]:
    """A database that is dropped at the end."""
    name = create_database(server, template=template)
    try:
        yield name
    finally:
        drop_database(server, name)


def ensure_roles(server: Server, names: Iterable[str]) -> None:
    """Make sure that roles exist, without login; on a server of ours the loader may give objects to them.

    Where the loader is trusted they are superusers: only those can own an event trigger.

    On a shared server nothing is created: missing roles are an error that names them.
    """
    wanted = sorted(set(names))
    with _maintenance(server) as connection:
        rows = connection.execute("SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY(%s)", [wanted])
        missing = sorted(set(wanted) - {name for (name,) in rows})
        if not missing:
            return
        if server.shared:
            raise Unavailable(
                f"roles that desired SQL names do not exist on the server: {', '.join(missing)}",
                hint=f"create them there, or use another provider than {server.provider}",
            )
        for name in missing:
            _create_role(connection, name, server)


def _create_role(connection: psycopg.Connection, name: str, server: Server) -> None:
    role, loader = sql.Identifier(name), sql.Identifier(server.loader)
    options = " WITH INHERIT TRUE, SET TRUE" if server.version >= 160000 else ""
    # Only a role that we just made is granted: an existing one might be a superuser.
    try:
        with connection.transaction():
            rights = sql.SQL("SUPERUSER" if server.trusted else "NOSUPERUSER")
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN {}").format(role, rights))
            connection.execute(sql.SQL("GRANT {} TO {}" + options).format(role, loader))
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        # Another command made it in the meantime, and granted it.
        return
    except psycopg.Error as error:
        raise SchemadiffError(f"cannot create role {name}: {postgres_words(error)}") from error


def ensure_tablespaces(server: Server, names: Iterable[str]) -> None:
    """Make sure that tablespaces exist; those that we make are inside of the server's own folder.

    On a shared server nothing is created: missing tablespaces are an error that names them.
    """
    wanted = sorted(set(names) - {"pg_default", "pg_global"})
    if not wanted:
        return
    with _maintenance(server) as connection:
        rows = connection.execute(
            "SELECT spcname FROM pg_catalog.pg_tablespace WHERE spcname = ANY(%s)", [wanted]
        )
        missing = sorted(set(wanted) - {name for (name,) in rows})
        if missing and server.shared:
            raise Unavailable(
                f"tablespaces that desired SQL names do not exist on the server: {', '.join(missing)}",
                hint=f"create them there, or use another provider than {server.provider}",
            )
        for name in missing:
            _create_tablespace(connection, sql.Identifier(name))


def _create_tablespace(connection: psycopg.Connection, name: sql.Identifier) -> None:
    try:
        connection.execute("SET allow_in_place_tablespaces = on")
        connection.execute(sql.SQL("CREATE TABLESPACE {} LOCATION ''").format(name))
        connection.execute(sql.SQL("GRANT CREATE ON TABLESPACE {} TO PUBLIC").format(name))
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        # Another command made it in the meantime.
        return
    except psycopg.Error as error:
        raise SchemadiffError(
            f"cannot create tablespace {name.as_string()}: {postgres_words(error)}"
        ) from error


@contextmanager
def _maintenance(server: Server) -> Iterator[psycopg.Connection]:
    """A connection that makes databases and roles: as the superuser where that is ours to use."""
    conninfo = server.conninfo(server.maintenance, superuser=True)
    if server.kept is not None:
        with server.kept.lent(conninfo) as connection:
            yield connection
        return
    with connecting(conninfo):
        connection = psycopg.connect(conninfo, autocommit=True)
    with connection:
        yield connection


def own_conninfo(sockets: Path, user: str) -> str:
    """The connection string of a server of ours; the caller's PG* variables have no say in it."""
    return make_conninfo(
        host=str(sockets),
        hostaddr="",
        port=5432,
        user=user,
        options="",
        sslmode="disable",
        gssencmode="disable",
        channel_binding="disable",
        target_session_attrs="any",
    )
