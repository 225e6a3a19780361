"""What only an administrator may do on a server of ours: extensions that PostgreSQL does not trust everybody with.

Who administers never runs a text that came from elsewhere: a live schema, a migration, ``desired/``. Names are
read from a syntax tree or a catalogue, looked up in a list, and quoted anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any, NamedTuple

import psycopg
from pglast import ast, enums, parse_sql
from psycopg.sql import SQL, Identifier

from schemadiff.desired.sources import unquoted
from schemadiff.errors import Unavailable, postgres_words
from schemadiff.grants.vain import GRANTS
from schemadiff.model import Catalog, Statement, Verb
from schemadiff.postgres.server import Server

UNTRUSTED = """
    SELECT count(*) FROM pg_catalog.pg_available_extension_versions WHERE name = %s AND NOT trusted
"""
CONTROL = """
    SELECT v.schema::text, v.superuser
    FROM pg_catalog.pg_available_extension_versions v JOIN pg_catalog.pg_available_extensions a ON a.name = v.name
    WHERE v.name = %s AND v.version = coalesce(%s, default_version)
"""


class Extension(NamedTuple):
    """An extension and where it is to be; names unquoted."""

    name: str
    schema: str | None
    version: str | None = None
    """Where one is asked for."""
    if_missing: bool = False
    """True if the statement bears that it is there."""


def created(statements: Iterable[str]) -> Iterator[Extension]:
    """Yield the extensions that single statements create."""
    for sql in statements:
        # Parsing costs 0.5 ms, and plans have thousands of statements.
        if "extension" not in sql.lower():
            continue
        match parse_sql(sql)[0].stmt:
            case ast.CreateExtensionStmt(extname=str(name), options=options, if_not_exists=missing):
                given = {o.defname: o.arg.sval for o in options or () if hasattr(o.arg, "sval")}
                yield Extension(name, given.get("schema"), given.get("new_version"), bool(missing))


def moved(statements: Iterable[str]) -> Iterator[Extension]:
    """Yield the extensions that single statements put into another schema."""
    for sql in statements:
        if "extension" not in sql.lower():
            continue
        match parse_sql(sql)[0].stmt:
            case ast.AlterObjectSchemaStmt(
                objectType=enums.ObjectType.OBJECT_EXTENSION,
                object=ast.String(sval=str(name)),
                newschema=str(schema),
            ):
                yield Extension(name, schema)


def existing(catalog: Catalog) -> Iterator[Extension]:
    """Yield the extensions that a catalogue has."""
    for obj in catalog.objects.values():
        if obj.kind == "extension":
            yield Extension(
                unquoted(obj.identity), unquoted(obj.schema or "public"), getattr(obj, "pinned", None)
            )


def beside_administrators(found: Sequence[Statement], desired: Catalog) -> Iterator[Statement]:
    """Let the schema of an extension that is made or moved be there: who may make the extension had to make its schema as well."""
    about = (s for s in found if s.address.type == "extension" and s.verb is not Verb.DROP)
    schemas = {obj.schema for s in about if (obj := desired.objects.get(s.address))}
    for statement in found:
        kind, identity = statement.address
        if kind == "schema" and statement.verb is Verb.CREATE and identity in schemas:
            yield replace(statement, sql=f"CREATE SCHEMA IF NOT EXISTS {identity}")
        else:
            yield statement


def administer(server: Server, database: str, commands: Iterable[str], allowed: frozenset[str]) -> None:
    """Do beforehand what single statements will ask of the allowed extensions, and the loader may not do itself.

    It may run those statements then: they find it done. On a server that is not ours that is its administrator's business.

    Raises:
        Unavailable: the server does not have one of them, or not where it is wanted.
    """
    texts = list(commands)
    _make_untrusted(server, database, texts, allowed)
    for extension in moved(texts):
        if extension.name in allowed:
            move(server, database, extension)


def move(server: Server, database: str, extension: Extension) -> None:
    """Put an extension that is there into another schema: what it brought belongs to whoever ran its script.

    On a server that is not ours that is its administrator's business.
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
        # That it cannot be moved, the statement itself will say, in its place.
        with suppress(psycopg.Error), conn.transaction():
            conn.execute(SQL("ALTER EXTENSION {} SET SCHEMA {}").format(Identifier(extension.name), schema))


def _make_untrusted(server: Server, database: str, commands: Sequence[str], allowed: frozenset[str]) -> None:
    """Make what they create of the allowed extensions and the loader may not make itself; they belong to it then.

    Where something is granted as well, others too: the administrator, who grants it on members, must see them.

    Raises:
        Unavailable: the server does not have one of them, or not where it is wanted.
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
        make(server, database, extension)


def make(server: Server, database: str, extension: Extension) -> None:
    """Make an extension unless it is there: as the administrator where the server is ours, for the loader.

    Raises:
        Unavailable: the server does not have it, or the loader may not have it.
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
            f"cannot make extension {extension.name} on the {server.provider} PostgreSQL {server.major}: "
            f"{postgres_words(error)}",
            hint='choose a server that has it: under [shadow], provider = "local" (with contrib installed), '
            'or "docker" with an image',
        ) from error


@contextmanager
def lent(server: Server, roles: Iterable[str]) -> Iterator[None]:
    """Let the loader of the development database change roles, and make some that may do more than itself.

    Raises:
        Unavailable: the server is one where whoever may make roles may become anybody.
    """
    if server.version < 160000:
        raise Unavailable(
            f"roles are not managed on a development database of PostgreSQL {server.major}: "
            "before 16, who may make roles may become anybody",
            hint="make the development database one of 16 or later (shadow.version), or apply to a target",
        )
    loader = Identifier(server.loader)
    with psycopg.connect(server.conninfo(server.maintenance, superuser=True), autocommit=True) as conn:
        found = conn.execute(
            "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY(%s)", [sorted(roles)]
        )
        for (name,) in found.fetchall():
            conn.execute(SQL("GRANT {} TO {} WITH ADMIN OPTION").format(Identifier(name), loader))
        conn.execute(SQL("ALTER ROLE {} REPLICATION BYPASSRLS").format(loader))
        try:
            yield
        finally:
            conn.execute(SQL("ALTER ROLE {} NOREPLICATION NOBYPASSRLS").format(loader))


def house(conn: psycopg.Connection[Any], extension: Extension, server: Server) -> bool:
    """Let the schema be there that a control file fixes, if it does, as the loader's; true if the extension wants a superuser.

    PostgreSQL would make it, as the administrator's, and refuses to where it is named as well.
    """
    fixed, superuser = _control(conn, extension)
    if fixed:
        _make_schema(conn, fixed, server)
    return superuser


def _control(conn: psycopg.Connection[Any], extension: Extension) -> tuple[str | None, bool]:
    """The schema that its control file fixes, and whether only a superuser can make it."""
    return conn.execute(CONTROL, [extension.name, extension.version]).fetchone() or (None, True)


def _make_schema(conn: psycopg.Connection[Any], name: str, server: Server) -> None:
    # IF NOT EXISTS is refused for pg_catalog, which is there.
    if not conn.execute("SELECT FROM pg_catalog.pg_namespace WHERE nspname = %s", [name]).rowcount:
        said = SQL("CREATE SCHEMA {} AUTHORIZATION {}")
        conn.execute(said.format(Identifier(name), Identifier(server.loader)))


def _create(conn: psycopg.Connection[Any], extension: Extension, server: Server) -> None:
    fixed, administered = _control(conn, extension)
    schema = fixed or extension.schema or "public"
    _make_schema(conn, schema, server)
    if not administered:
        # What it makes, and what its functions make later, is then the loader's, as it is its maker's elsewhere.
        conn.execute(SQL("SET LOCAL ROLE {}").format(Identifier(server.loader)))
    version = SQL(" VERSION {}").format(extension.version) if extension.version else SQL("")
    said = SQL("CREATE EXTENSION {} WITH SCHEMA {}").format(Identifier(extension.name), Identifier(schema))
    conn.execute(said + version)
    if server.shared or not administered:
        return
    # As CREATE EXTENSION does for a trusted one; ALTER EXTENSION has no OWNER TO.
    conn.execute("SET LOCAL allow_system_table_mods = on")
    conn.execute(
        "UPDATE pg_catalog.pg_extension e SET extowner = r.oid FROM pg_catalog.pg_roles r"
        " WHERE r.rolname = %s AND extname = %s",
        [server.loader, extension.name],
    )
