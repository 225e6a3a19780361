"""Creating and moving extensions on a throw-away server, where only its administrator may.

The administrator never runs text from elsewhere (a live schema, a migration, ``desired/``). Names are read from a
syntax tree or a catalogue, checked against a list, and quoted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from schemadiff.errors import Unavailable, postgres_words
from schemadiff.extensions.wanted import Extension, created, moved
from schemadiff.grants.without_effect import GRANTS
from schemadiff.postgres import development
from schemadiff.postgres.server import Server

UNTRUSTED = """
    SELECT count(*) FROM pg_catalog.pg_available_extension_versions WHERE name = %s AND NOT trusted
"""
CONTROL = """
    SELECT v.schema::text, v.superuser
    FROM pg_catalog.pg_available_extension_versions v JOIN pg_catalog.pg_available_extensions a ON a.name = v.name
    WHERE v.name = %s AND v.version = coalesce(%s, default_version)
"""


def create_and_move(server: Server, database: str, commands: Iterable[str], allowed: frozenset[str]) -> None:
    """Create and move the allowed extensions that the statements ask for, where the loader may not do it itself.

    The loader can run the statements afterwards, as they find the work done. On a server of others, this is left to its
    administrator.

    Raises:
        Unavailable: the server lacks an extension, or cannot create it in the wanted schema.
    """
    texts = list(commands)
    _create_untrusted(server, database, texts, allowed)
    for extension in moved(texts):
        if extension.name in allowed:
            move(server, database, extension)


def move(server: Server, database: str, extension: Extension) -> None:
    """Move an existing extension to another schema; its members belong to whoever ran its script.

    On a server of others, this is left to its administrator.
    """
    if server.shared:
        return
    with (
        psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn,
        conn.transaction(),
    ):
        found = conn.execute(SQL("SELECT FROM pg_catalog.pg_extension WHERE extname = %s"), [extension.name])
        if not found.rowcount:
            return
        schema, owner = Identifier(str(extension.schema)), Identifier(server.loader)
        conn.execute(SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(schema, owner))
        # If this fails, the statement itself fails later and reports the error at its position.
        with suppress(psycopg.Error), conn.transaction():
            conn.execute(SQL("ALTER EXTENSION {} SET SCHEMA {}").format(Identifier(extension.name), schema))


def _create_untrusted(
    server: Server, database: str, commands: Sequence[str], allowed: frozenset[str]
) -> None:
    """Create the allowed extensions that the loader may not create itself; it owns them afterwards.

    If the statements contain grants, those with IF NOT EXISTS are created too, trusted or not: the administrator grants
    privileges on members and must see them.

    Raises:
        Unavailable: the server lacks an extension, or cannot create it in the wanted schema.
    """
    asked = [extension for extension in dict.fromkeys(created(commands)) if extension.name in allowed]
    if not asked or server.shared:
        return
    grants = any(map(GRANTS.match, commands))
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn:
        left = [
            e
            for e in asked
            if (grants and e.if_missing) or conn.execute(UNTRUSTED, [e.name]).fetchone() != (0,)
        ]
    for extension in left:
        create(server, database, extension)


def create(server: Server, database: str, extension: Extension) -> None:
    """Create an extension if it is missing: for the loader, but as the administrator if the server is our own.

    Raises:
        Unavailable: the server does not have it, or the loader may not create it.
    """
    conninfo = server.conninfo(database, superuser=not server.shared)
    try:
        with psycopg.connect(conninfo, autocommit=True) as conn, conn.transaction():
            if not conn.execute(
                "SELECT FROM pg_catalog.pg_extension WHERE extname = %s", [extension.name]
            ).rowcount:
                _create(conn, extension, server)
    except psycopg.Error as error:
        raise Unavailable(
            f"cannot create extension {extension.name} on the {server.provider} PostgreSQL {server.major}: "
            f"{postgres_words(error)}",
            hint=_where_to_get_it(server),
        ) from error


def not_offered(server: Server, names: frozenset[str]) -> frozenset[str]:
    """Return those of the extensions that the server does not have, not even as a stand-in."""
    if not names:
        return names
    with psycopg.connect(server.conninfo(server.maintenance), autocommit=True) as conn:
        rows = conn.execute("SELECT name::text FROM pg_catalog.pg_available_extensions").fetchall()
    return names - {str(name) for (name,) in rows}


def _where_to_get_it(server: Server) -> str:
    if server.provider == development.NAME:
        return (
            'under [shadow], say provider = "local", with a PostgreSQL installed that has it (contrib), and remove the '
            "development database, rm -r .schemadiff/db: it is made anew; or use a database of your own: DATABASE_URL"
        )
    return (
        'choose a server that has it: under [shadow], provider = "local" (with contrib installed), or '
        '"docker" with an image'
    )


def create_fixed_schema(conn: psycopg.Connection[Any], extension: Extension, server: Server) -> bool:
    """Create, for the loader, the schema that the control file fixes; True if the extension takes a superuser.

    CREATE EXTENSION would create that schema for the administrator, and fails if the files create it as well.
    """
    fixed, superuser = _control(conn, extension)
    if fixed:
        _make_schema(conn, fixed, server)
    return superuser


def _control(conn: psycopg.Connection[Any], extension: Extension) -> tuple[str | None, bool]:
    """The schema that the control file fixes, and whether only a superuser can create the extension."""
    return conn.execute(CONTROL, [extension.name, extension.version]).fetchone() or (None, True)


def _make_schema(conn: psycopg.Connection[Any], name: str, server: Server) -> None:
    # CREATE SCHEMA IF NOT EXISTS fails for pg_catalog, although it exists.
    if not conn.execute("SELECT FROM pg_catalog.pg_namespace WHERE nspname = %s", [name]).rowcount:
        command = SQL("CREATE SCHEMA {} AUTHORIZATION {}")
        conn.execute(command.format(Identifier(name), Identifier(server.loader)))


def _create(conn: psycopg.Connection[Any], extension: Extension, server: Server) -> None:
    fixed, administered = _control(conn, extension)
    schema = fixed or extension.schema or "public"
    _make_schema(conn, schema, server)
    if not administered:
        # The loader then owns what the script, and later its functions, create, as the creator does elsewhere.
        conn.execute(SQL("SET LOCAL ROLE {}").format(Identifier(server.loader)))
    version = SQL(" VERSION {}").format(extension.version) if extension.version else SQL("")
    command = SQL("CREATE EXTENSION {} WITH SCHEMA {}").format(Identifier(extension.name), Identifier(schema))
    conn.execute(command + version)
    if server.shared or not administered:
        return
    # CREATE EXTENSION sets this owner for a trusted extension; ALTER EXTENSION has no OWNER TO.
    conn.execute("SET LOCAL allow_system_table_mods = on")
    conn.execute(
        "UPDATE pg_catalog.pg_extension e SET extowner = r.oid FROM pg_catalog.pg_roles r"
        " WHERE r.rolname = %s AND extname = %s",
        [server.loader, extension.name],
    )
