"""A running server: how to connect to it, its databases and its roles."""

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
"""The comment on every database that we create on a server of others."""
SUBSCRIPTIONS = """
    SELECT subname FROM pg_catalog.pg_subscription JOIN pg_catalog.pg_database d ON d.oid = subdbid
    WHERE datname = %s
"""
"""Subscriptions are shared by all databases: a template's are not copied, and a database with some cannot be
dropped."""

HERE = """
    SELECT EXISTS (
        SELECT FROM pg_catalog.pg_stat_get_activity(NULL) a JOIN pg_catalog.pg_database d ON d.oid = a.datid
        WHERE datname = %s
    )
"""
"""True if any session is connected to the database."""
LEAVING_SECONDS = 0.1


@dataclass
class Kept:
    """The session that creates databases and roles on a server of ours: one only, as opening each would take 4 ms."""

    session: psycopg.Connection[tuple[Any, ...]] | None = None
    lock: Lock = field(default_factory=Lock)
    waiting: dict[str, psycopg.Connection[Any]] = field(default_factory=dict)
    """Other idle sessions, by their database: see ``postgres.lending``."""

    @contextmanager
    def lent(self, conninfo: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """Lend the session to one thread at a time; it is opened on first use, and again if it was lost."""
        with self.lock:
            if self.session is None or self.session.closed:
                self.session = psycopg.connect(conninfo, autocommit=True, prepare_threshold=None)
            yield self.session

    def leave(self, database: str) -> None:
        """End the idle session on a database, which could neither be copied nor dropped while it is connected."""
        if (conn := self.waiting.pop(database, None)) is not None:
            conn.close()

    def close(self) -> None:
        """End all sessions, before the server stops."""
        for database in [*self.waiting]:
            self.leave(database)
        if self.session is not None:
            self.session.close()


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL, until the context that provides it ends."""

    provider: str
    """"embedded", "local", "docker", "url" or "target"; "development" for the kept one."""
    reason: str
    """Why it was chosen, in one line."""
    version: int
    """``server_version_num``."""
    loader: str
    """The unquoted role that runs desired SQL: it may log in, owns our databases, and is no superuser unless
    trusted."""
    bindir: Path | None
    """A folder with a ``pg_dump`` for this server."""
    shared: bool
    """True if the server is not ours: nothing may be created on it outside of our databases."""
    base: str = field(repr=False)
    """The connection string of the loader, without database. It may contain a password."""
    superuser_base: str = field(repr=False)
    """The same for the bootstrap superuser of a server of ours, or for the user's own role on a shared one."""
    maintenance: str = "postgres"
    """The database to connect to while databases are created."""
    trusted: bool = False
    """True if the loader is a superuser, because the user trusts the files."""
    stand_ins: frozenset[str] = frozenset()
    """The extensions, unquoted, that are only stand-ins here, which do nothing whoever creates them."""
    labels: bool = True
    """False if no security label can be set: no library that provides them can be loaded."""
    kept: Kept | None = field(default=None, repr=False, compare=False)
    """The administrator's session, while the server is ours; None if each use opens its own."""
    token: str = ""
    """A part of the names of the databases that this process creates on a shared server."""

    @property
    def major(self) -> int:
        """The major version, for example 18."""
        return self.version // 10000

    def conninfo(self, database: str, *, superuser: bool = False) -> str:
        """The connection string of a database.

        The superuser of our own servers has an empty search_path, so that it does not call functions that untrusted SQL
        has created in the schema public.
        """
        if not superuser:
            return make_conninfo(self.base, dbname=database)
        if self.shared:
            return make_conninfo(self.superuser_base, dbname=database)
        return make_conninfo(self.superuser_base, dbname=database, options="-c search_path=")


def create_database(server: Server, *, template: str | None = None) -> str:
    """Create a database with a random name, and return the name; its owner is the loader, or the template's owner."""
    name = f"{PREFIX}{server.token}{secrets.token_hex((16 - len(server.token)) // 2)}"
    parts: list[sql.Composable] = []
    if template is not None:
        parts.append(sql.SQL("TEMPLATE {}").format(sql.Identifier(template)))
    if server.version >= 150000 and not server.shared:
        # 12 ms instead of 26 ms for an empty one, 0.11 s instead of 0.38 s for 1,000 tables; but it requests
        # checkpoints, which we must not do on a shared server.
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
    """Wait for sessions that are about to end: this takes 1 ms, but PostgreSQL sleeps for 0.1 s if it meets one."""
    if server.kept is not None:
        server.kept.leave(database)
    until = time.monotonic() + LEAVING_SECONDS
    while connection.execute(HERE, [database]).fetchone() == (True,) and time.monotonic() < until:
        time.sleep(0.001)


def give_database(server: Server, database: str, role: str) -> None:
    """Make a role the owner of a database of ours, on a server of ours; the loader must be a member of the role."""
    with _maintenance(server) as connection:
        give = sql.SQL("ALTER DATABASE {} OWNER TO {}")
        connection.execute(give.format(sql.Identifier(database), sql.Identifier(role)))


def drop_database(server: Server, name: str) -> None:
    """Drop a database, and end all sessions that are still connected to it."""
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
    """True if the database has subscriptions; they are stored in a shared catalogue."""
    with _maintenance(server) as connection:
        return bool(connection.execute(SUBSCRIPTIONS, [name]).fetchall())


def _drop_subscriptions(server: Server, name: str) -> None:
    """Drop subscriptions, as they block DROP DATABASE; only a trusted loader can have created them."""
    with psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as connection:
        rows = connection.execute(SUBSCRIPTIONS, [name]).fetchall()
        for (subscription,) in rows:
            head = sql.SQL("ALTER SUBSCRIPTION {} ").format(sql.Identifier(subscription))
            connection.execute(head + sql.SQL("DISABLE"))
            # Without a slot name PostgreSQL does not contact the publisher to drop the slot.
            connection.execute(head + sql.SQL("SET (slot_name = NONE)"))
            connection.execute(sql.SQL("DROP SUBSCRIPTION {}").format(sql.Identifier(subscription)))


@contextmanager
def scratch_database(server: Server, *, template: str | None = None) -> Iterator[str]:
    """A database that is dropped when the context ends."""
    name = create_database(server, template=template)
    try:
        yield name
    finally:
        drop_database(server, name)


def ensure_roles(server: Server, names: Iterable[str]) -> None:
    """Make sure that roles exist, without login; on a server of ours the loader may give them objects.

    If the loader is trusted, the roles are superusers: only those can own an event trigger.

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
                f"roles that desired/ names do not exist on the server: {', '.join(missing)}",
                hint=f"create them there, or use another provider than {server.provider}",
            )
        for name in missing:
            _create_role(connection, name, server)


def _create_role(connection: psycopg.Connection, name: str, server: Server) -> None:
    role, loader = sql.Identifier(name), sql.Identifier(server.loader)
    options = " WITH INHERIT TRUE, SET TRUE" if server.version >= 160000 else ""
    # Only roles that we have just created are granted: an existing one might be a superuser.
    try:
        with connection.transaction():
            rights = sql.SQL("SUPERUSER" if server.trusted else "NOSUPERUSER")
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN {}").format(role, rights))
            connection.execute(sql.SQL("GRANT {} TO {}" + options).format(role, loader))
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        # Another command has created and granted it meanwhile.
        return
    except psycopg.Error as error:
        raise SchemadiffError(f"cannot create role {name}: {postgres_words(error)}") from error


def ensure_tablespaces(server: Server, names: Iterable[str]) -> None:
    """Make sure that tablespaces exist; those that we create are inside of the server's data folder.

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
                f"tablespaces that desired/ names do not exist on the server: {', '.join(missing)}",
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
        # Another command has created it meanwhile.
        return
    except psycopg.Error as error:
        raise SchemadiffError(
            f"cannot create tablespace {name.as_string()}: {postgres_words(error)}"
        ) from error


@contextmanager
def _maintenance(server: Server) -> Iterator[psycopg.Connection]:
    """A connection that may create databases and roles: the superuser's on a server of ours."""
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
    """The connection string of a server of ours, independent of the caller's PG* variables."""
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
