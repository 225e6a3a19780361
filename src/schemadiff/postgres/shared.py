"""A scratch database on a server that is not ours: nothing of others is touched, nothing is left behind.

Database names begin with ``schemadiff_`` and a token of this process, and each has a comment. A connection whose
application_name contains the token stays open as long as we live; a database whose token has no connection was left by
a killed command, and the next command drops it.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.rows import class_row

from schemadiff.errors import SchemadiffError, Unavailable, connecting, place, postgres_words
from schemadiff.postgres.candidate import Candidate
from schemadiff.postgres.pg_dump import find_pg_dump
from schemadiff.postgres.server import PREFIX, THROWAWAY, Server

ALIVE = "schemadiff "

FACTS = """
    SELECT current_setting('server_version_num')::int AS version,
           current_database() AS database,
           r.rolname AS role,
           r.rolsuper AS superuser,
           r.rolcreatedb AS creates_databases,
           r.rolcreaterole AS creates_roles,
           pg_has_role('pg_read_server_files', 'MEMBER')
           OR pg_has_role('pg_write_server_files', 'MEMBER')
           OR pg_has_role('pg_execute_server_program', 'MEMBER') AS reaches_the_machine
    FROM pg_catalog.pg_roles AS r
    WHERE r.rolname = current_user
"""

# A role sees the application_name of its own sessions only, a superuser of all: each drops only what it can judge.
LEFT_DATABASES = """
    SELECT d.datname
    FROM pg_catalog.pg_database AS d
    JOIN pg_catalog.pg_roles AS r ON r.rolname = current_user AND (r.rolsuper OR r.oid = d.datdba)
    WHERE d.datname ~ '^schemadiff_[0-9a-f]{16}$'
      AND shobj_description(d.oid, 'pg_database') = %s
      AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_stat_activity AS a
          WHERE a.application_name = 'schemadiff ' || substr(d.datname, 12, 8)
      )
"""
LEFT_ROLES = """
    SELECT r.rolname
    FROM pg_catalog.pg_roles AS r
    WHERE r.rolname ~ '^schemadiff_[0-9a-f]{8}$'
      AND shobj_description(r.oid, 'pg_authid') = %s
      AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_stat_activity AS a
          WHERE a.application_name = 'schemadiff ' || substr(r.rolname, 12)
      )
"""


@dataclass(frozen=True)
class Facts:
    """The version of the server, and the attributes of the given role."""

    version: int
    database: str
    role: str
    superuser: bool
    creates_databases: bool
    creates_roles: bool
    reaches_the_machine: bool


def shared_candidate(
    conninfo: str, *, provider: str, superuser_too: bool, trusted: bool = False
) -> Candidate:
    """The candidate for the server at ``conninfo``, which is queried for it.

    If ``trusted``, desired SQL may do whatever the role may do.
    """
    with _connect(conninfo) as connection:
        facts = _facts(connection)
        rows = connection.execute("SELECT name FROM pg_catalog.pg_available_extensions").fetchall()
    if not (trusted and facts.superuser):
        _check(facts, provider=provider, superuser_too=superuser_too)

    def start() -> AbstractContextManager[Server]:
        return used(conninfo, provider=provider, trusted=trusted)

    return Candidate(
        provider, place(conninfo), facts.version // 10000, frozenset(name for (name,) in rows), start
    )


def _check(facts: Facts, *, provider: str, superuser_too: bool) -> None:
    """Raise Unavailable unless the role may create databases, and desired SQL run by it cannot reach the machine."""
    another = f"use another provider than {provider}, or connect as a role that is not a superuser"
    if facts.superuser:
        if superuser_too:
            return
        raise Unavailable(
            f"role {facts.role} is a superuser, and desired/ would run with its privileges", hint=another
        )
    if facts.reaches_the_machine:
        raise Unavailable(
            f"role {facts.role} may read files or run programs on the server, and desired/ would run with "
            "its privileges",
            hint=another,
        )
    if facts.creates_roles and facts.version < 160000:
        raise Unavailable(
            f"role {facts.role} has CREATEROLE, and before PostgreSQL 16 it may grant itself "
            "pg_execute_server_program",
            hint=f"use another provider than {provider}, or connect as a role without CREATEROLE",
        )
    if not facts.creates_databases:
        raise Unavailable(
            f"role {facts.role} may not create databases",
            hint=f"run ALTER ROLE {facts.role} CREATEDB, or use another provider than {provider}",
        )


@contextmanager
def used(conninfo: str, *, provider: str, trusted: bool = False) -> Iterator[Server]:
    """Use a server until the context ends, and drop everything that was created on it."""
    token = secrets.token_hex(4)
    with _connect(conninfo, application_name=ALIVE + token) as alive:
        facts = _facts(alive)
        _sweep(alive, superuser=facts.superuser)
        guarded = facts.superuser and not trusted
        loader, base = _temporary_loader(alive, conninfo, token) if guarded else (facts.role, conninfo)
        server = Server(
            provider=provider,
            reason="",
            version=facts.version,
            loader=loader,
            bindir=find_pg_dump(facts.version // 10000),
            shared=True,
            base=base,
            superuser_base=conninfo,
            maintenance=facts.database,
            trusted=trusted and facts.superuser,
            token=token,
        )
        try:
            yield server
        finally:
            # A new connection, as the one above may have been lost meanwhile.
            with _connect(conninfo) as last:
                _drop_all(last, token, loader if guarded else None)


def _temporary_loader(connection: psycopg.Connection, conninfo: str, token: str) -> tuple[str, str]:
    """Create a role without superuser rights for untrusted SQL; return its name and its connection string."""
    name, password = PREFIX + token, secrets.token_urlsafe(24)
    # The server's log would contain the plain password.
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    role = sql.Identifier(name)
    options = sql.SQL("LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD {}").format(sql.Literal(verifier))
    with connection.transaction():
        connection.execute(sql.SQL("CREATE ROLE {} {}").format(role, options))
        connection.execute(sql.SQL("COMMENT ON ROLE {} IS {}").format(role, sql.Literal(THROWAWAY)))
    return name, make_conninfo(conninfo, user=name, password=password)


def _drop_all(connection: psycopg.Connection, token: str, role: str | None) -> None:
    ours = "SELECT datname FROM pg_catalog.pg_database WHERE datname ~ %s"
    for (name,) in connection.execute(ours, [f"^{PREFIX}{token}[0-9a-f]{{8}}$"]).fetchall():
        _drop(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    if role is not None:
        _drop(connection, "DROP ROLE IF EXISTS {}", role)


def _sweep(connection: psycopg.Connection, *, superuser: bool) -> None:
    """Drop what killed commands left; what cannot be dropped now is left to the next command."""
    for (name,) in connection.execute(LEFT_DATABASES, [THROWAWAY]).fetchall():
        _try_to_drop(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    if not superuser:
        return
    for (name,) in connection.execute(LEFT_ROLES, [THROWAWAY]).fetchall():
        _try_to_drop(connection, "DROP ROLE IF EXISTS {}", name)


def _try_to_drop(connection: psycopg.Connection, statement: str, name: str) -> None:
    # Two commands may clean up at once, and failures of this must not stop ours.
    with contextlib.suppress(psycopg.Error):
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _drop(connection: psycopg.Connection, statement: str, name: str) -> None:
    try:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
    except psycopg.Error as error:
        raise SchemadiffError(f"cannot drop {name} on the server: {postgres_words(error)}") from error


def _facts(connection: psycopg.Connection) -> Facts:
    with connection.cursor(row_factory=class_row(Facts)) as cursor:
        found = cursor.execute(FACTS).fetchone()
    assert found is not None
    return found


@contextmanager
def _connect(conninfo: str, application_name: str = "schemadiff") -> Iterator[psycopg.Connection]:
    with connecting(conninfo):
        connection = psycopg.connect(conninfo, autocommit=True, application_name=application_name)
    with connection:
        yield connection
