"""A throw-away copy of the live schema, made from pg_dump's output and not from our own SQL.

If it were made from our own reading, the judges could not see what that reading misses. The loader makes the copy, and
is no superuser unless the settings trust ``desired/``: the content of a live database must not be able to harm the
machine that proves a plan.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from typing import Any, NamedTuple

import psycopg
from pglast import parser
from psycopg.sql import SQL, Identifier

from schemadiff.catalog.meanings import told_otherwise
from schemadiff.desired.surroundings import tablespaces_of
from schemadiff.diff.pairing import diff
from schemadiff.diff.statements import statements
from schemadiff.errors import SchemadiffError, Unavailable, postgres_words
from schemadiff.extensions.creating import create
from schemadiff.extensions.wanted import existing
from schemadiff.interplay.unfinished import lacking
from schemadiff.interplay.validated import as_validated
from schemadiff.model import Address, Alter, Catalog, Create, Object
from schemadiff.postgres.pg_dump import Dumping, dump, dumping
from schemadiff.postgres.server import ensure_roles, ensure_tablespaces, give_database
from schemadiff.postgres.sessions import NAMES, RUNNING
from schemadiff.presets import Preset, give_way
from schemadiff.proof.entries import LAST, Entry, entries, possible
from schemadiff.proof.entry_names import entry_names, members_of
from schemadiff.proof.entry_order import in_order
from schemadiff.proof.fill import fill
from schemadiff.proof.older_servers import accepted
from schemadiff.proof.other_ways import Ways, lending, other_ways
from schemadiff.proof.parts import move_part
from schemadiff.proof.readable import readable
from schemadiff.proof.restoring import as_inherited, restore_rest
from schemadiff.proof.validators import validators_last
from schemadiff.proof.whole_keys import name_keys
from schemadiff.scope import Scope, pinned, restrict
from schemadiff.settings import ignoring
from schemadiff.shadow import Workshop
from schemadiff.sql.identity import unquoted
from schemadiff.targets import Live

log = logging.getLogger(__name__)
CHUNK = 500
"""Entries per transaction: 1,000 tables load in 1.7 s that way, in 2.8 s as one."""
ACL = ("ACL", "DEFAULT ACL")
OF_IDENTITY = re.compile(r"ALTER TABLE .+ ALTER COLUMN .+(?= ADD GENERATED [A-Z ]+ AS IDENTITY \($)")
EXISTS = "42710"


def live_dump(workshop: Workshop, target: Live, *, owners: bool = True) -> str:
    """Return the output of ``pg_dump --schema-only`` for the target, without the schemas of schemadiff and of the platform."""
    return dump(target.conninfo, workshop.bindir, exclude_schemas=left_out_schemas(workshop), owners=owners)


def live_dumping(workshop: Workshop, target: Live) -> AbstractContextManager[Dumping]:
    """Begin the same dump in the background."""
    return dumping(target.conninfo, workshop.bindir, exclude_schemas=left_out_schemas(workshop))


def left_out_schemas(workshop: Workshop) -> Sequence[str]:
    """Return the schemas that the target's dump leaves out."""
    return [*workshop.outside, "schemadiff"]


def clone(workshop: Workshop, target: Live, current: Catalog, scope: Scope, dumped: str | None = None) -> str:
    """Create a database with the target's schema and return its name; ``dumped`` is the target's dump, if there is one already.

    Owners are set when everything has been created, and privileges after them: an owner may not, or no longer, have
    the right to create what it owns.

    Raises:
        SchemadiffError: the dump does not load, with the entry that failed.
    """
    text = live_dump(workshop, target, owners=False) if dumped is None else dumped
    return rebuilt(workshop, text, roles_of(target), current, scope)


class Roles(NamedTuple):
    """The roles that a database depends on: those named in owners, grants and policies, and the database's owner."""

    named: frozenset[str]
    master: str


def rebuilt(workshop: Workshop, text: str, roles_there: Roles, current: Catalog, scope: Scope) -> str:
    """Create a database from a target's dump, roles and catalogue, and return its name.

    Raises:
        SchemadiffError: the dump does not load, with the entry that failed.
    """
    made = replace(scope, made=current.made)
    found = list(readable(entries(text, entry_names(current.made), members_of([current], made)), current))
    database = workshop.database()
    _make_roles(workshop, current, roles_there)
    ensure_tablespaces(workshop.server, tablespaces_of(current))
    _make_extensions(workshop, database, current, scope)
    with workshop.session(database) as conn:
        conn.execute(RUNNING)
        conn.execute("SELECT set_config('search_path', '', false)")
        _settle_public(conn, current, workshop.preset)
        wanted = [accepted(entry, workshop.server.version) for entry in possible(workshop, found, scope)]
        give_way(conn, workshop.preset, (entry.name for entry in wanted if entry.kind == "PUBLICATION"))
        first = [entry for entry in wanted if entry.kind not in (*ACL, LAST)]
        _run(conn, [*validators_last(in_order(first, current))], other_ways(conn, current))
        copied = as_inherited(workshop, database, conn, current)
        _correct(conn, copied, current)
        _make_unfinished(workshop, database, conn, [*lacking(copied, current)])
        fill(conn, current)
        _complete(conn, copied, current, scope)
        granted = [entry._replace(sql=_as_grantor(entry.sql)) for entry in wanted if entry.kind in ACL]
        _run(conn, [entry for entry in granted if not entry.member], lending(current))
        for entry in (each for each in granted if each.member):
            _run_alone(conn, entry)
        if last := [entry for entry in wanted if entry.kind == LAST]:
            _run(conn, last)
            _complete(conn, workshop.read(database, conn), current, scope)
    if not workshop.server.shared:
        give_database(workshop.server, database, roles_there.master)
    return database


def _make_roles(workshop: Workshop, current: Catalog, there: Roles) -> None:
    """Create the roles that objects name (owners above all), those that the target depends on, and its owner."""
    roles = {unquoted(obj.role) for obj in current.objects.values() if hasattr(obj, "role")} | there.named
    if not workshop.server.shared:
        roles |= {there.master}
    ensure_roles(workshop.server, roles - {workshop.alias.role, workshop.alias.loader})


def _make_unfinished(
    workshop: Workshop, database: str, conn: psycopg.Connection[Any], found: Sequence[tuple[str, str]]
) -> None:
    """Make the invalid indexes that the dump leaves out: a plan drops them, or makes them anew.

    Only a superuser may mark them, so a server that is not ours does without.
    """
    if not found or workshop.server.shared:
        return
    with conn.transaction():
        for create, _ in found:
            conn.execute(create.encode())
    with psycopg.connect(workshop.server.conninfo(database, superuser=True), autocommit=True) as admin:
        admin.execute(NAMES)
        for _, mark in found:
            admin.execute(mark.encode())


def _correct(conn: psycopg.Connection[Any], copied: Catalog, current: Catalog) -> None:
    _correct_meanings(conn, copied, current)
    restore_rest(conn, copied, current)


def _correct_meanings(conn: psycopg.Connection[Any], copied: Catalog, current: Catalog) -> None:
    """Correct what pg_dump cannot express: the operators of expressions, valid constraints, the bounds of identities."""
    # The whole object, not only its meaning: with another operator, a citext operand is cast to text, and the cast is
    # printed.
    fresh = {
        address: meant
        for address, obj in copied.objects.items()
        if (was := current.objects.get(address))
        and (meant := was if told_otherwise(was, obj) else as_validated(obj, was)) is not obj
    }
    if not fresh:
        return
    with conn.transaction():
        for statement in statements(copied, replace(copied, objects={**copied.objects, **fresh})):
            try:
                conn.execute(statement.sql.encode())
            except psycopg.Error as error:
                raise _failed(statement.sql, error) from error


def _settle_public(conn: psycopg.Connection[Any], current: Catalog, preset: Preset) -> None:
    """Drop the schema public, which every new database has, if the target has none; else revoke the stand-in's grants on it."""
    if Address("schema", "public") not in current.objects:
        conn.execute("DROP SCHEMA IF EXISTS public")
        return
    for role in preset.roles:
        conn.execute(SQL("REVOKE ALL ON SCHEMA public FROM {}").format(Identifier(role)))


def roles_of(target: Live) -> Roles:
    """Return the roles that a target depends on."""
    with target.connect() as conn:
        rows = conn.execute(
            "SELECT DISTINCT rolname::text FROM pg_catalog.pg_shdepend "
            "JOIN pg_catalog.pg_roles r ON r.oid = refobjid "
            "WHERE refclassid = 'pg_authid'::regclass AND rolname !~ '^pg_' "
            "AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ).fetchall()
        query = "SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = current_database()"
        (owner,) = conn.execute(query).fetchone() or ("",)
        return Roles(frozenset(str(row[0]) for row in rows), str(owner))


def _make_extensions(workshop: Workshop, database: str, current: Catalog, scope: Scope) -> None:
    for extension in existing(pinned(current, scope)):
        ours = not scope.leaves_out(Address("extension", extension.name), extension.schema)
        # An extension of the platform, or an ignored one, may be missing; an object of ours that needs it fails below
        # with a message.
        if extension.name in workshop.extensions:
            with nullcontext() if ours else suppress(Unavailable):
                create(workshop.server, database, extension)
        elif ours:
            raise Unavailable(
                f"the live database has extension {extension.name}, which is not on the list of harmless extensions",
                hint=f'if you trust the live database, add "{extension.name}" to extensions under '
                "[shadow]; to exclude it from the comparison: "
                f"{ignoring([f'extension {extension.name}'])}",
            )


def _run(conn: psycopg.Connection[Any], found: Sequence[Entry], ways: Ways | None = None) -> None:
    for some in _chunks(found):
        chunk = [entry._replace(sql=_if_not_exists(entry.sql)) for entry in some]
        if _error_of(conn, "".join(entry.sql for entry in chunk)):
            # One by one, to find the entry that failed, and whether it is optional.
            for entry in chunk:
                _run_alone(conn, entry, ways)
        if keys := some[-1].keys:
            name_keys(conn, keys)


def _chunks(found: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield the entries by so many, and up to each that makes a key with its parts: their names may be those of others."""
    start = 0
    for end, entry in enumerate(found, 1):
        if entry.keys or end - start == CHUNK or end == len(found):
            yield found[start:end]
            start = end


def _run_alone(conn: psycopg.Connection[Any], entry: Entry, ways: Ways | None = None) -> None:
    error = _error_of(conn, entry.sql, apart=entry.member)
    if error is None:
        return
    if ways and any(_error_of(conn, sql) is None for sql in ways(entry, error)):
        return
    if error.sqlstate == EXISTS and move_part(conn, entry.sql) and not _error_of(conn, entry.sql):
        return
    if not entry.optional:
        raise _failed(entry.sql, error) from error
    log.info("clone: without %s %s: %s", entry.kind, entry.name, postgres_words(error))


def _error_of(conn: psycopg.Connection[Any], sql: str, *, apart: bool = False) -> psycopg.Error | None:
    """Run SQL in a transaction of its own, and return the error, if any; ``apart`` sends the statements one by one."""
    try:
        with conn.transaction():
            for each in parser.split(sql) if apart else (sql,):
                conn.execute(each.encode())
    except psycopg.Error as error:
        return error
    return None


def _if_not_exists(sql: str) -> str:
    """Return CREATE SCHEMA with IF NOT EXISTS, because an extension may have created the schema; other SQL as it is."""
    return (
        sql.replace("CREATE SCHEMA ", "CREATE SCHEMA IF NOT EXISTS ", 1)
        if sql.lstrip().startswith("CREATE SCHEMA ")
        else sql
    )


def _as_grantor(sql: str) -> str:
    """Return grants by another role with SET ROLE: the loader is a member of every role, but cannot log in as one."""
    return sql.replace("\nSET SESSION AUTHORIZATION ", "\nSET ROLE ").replace(
        "\nRESET SESSION AUTHORIZATION;", "\nRESET ROLE;"
    )


def _complete(conn: psycopg.Connection[Any], copied: Catalog, current: Catalog, scope: Scope) -> None:
    """Set owners, and create our objects in the platform's schemas, which the dump leaves out."""
    ours = restrict(current, scope)
    owners: list[tuple[Object, list[str]]] = []
    for change in diff(copied, current):
        match change:
            case Create(new=new) if new.schema in scope.platform and new.address in ours.objects:
                for sql in new.create():
                    conn.execute(sql.encode())
            case Alter(old=old, new=new) if new.kind == "owner" and new.schema not in scope.platform:
                owners.append((new, list(new.alter(old))))
    # Schemas last: while the loader owns a schema, it can let others create in it.
    for owner, commands in sorted(
        owners, key=lambda pair: pair[0].parent == Address("schema", str(pair[0].schema))
    ):
        try:
            _change_owner(conn, owner, commands)
        except psycopg.errors.InsufficientPrivilege as error:
            # An extension or a platform may have created it as a role that the loader is no member of.
            if owner.parent not in current.made:
                raise
            log.info("clone: %s keeps its owner: %s", owner.parent, postgres_words(error))


def _change_owner(conn: psycopg.Connection[Any], owner: Object, statements: Sequence[str]) -> None:
    """Change an owner; PostgreSQL demands that the new owner may create in the schema."""
    role, schema = vars(owner)["role"], owner.schema
    inside = schema if statements and owner.parent != Address("schema", str(schema)) else None
    with conn.transaction():
        if inside:
            conn.execute(f"GRANT CREATE ON SCHEMA {inside} TO {role}".encode())
        for sql in statements:
            conn.execute(sql.encode())
        if inside:
            conn.execute(f"REVOKE CREATE ON SCHEMA {inside} FROM {role}".encode())


def _failed(sql: str, error: psycopg.Error) -> SchemadiffError:
    first = next(
        (line for line in sql.splitlines() if line.strip() and not line.startswith(("--", "SET "))), ""
    )
    words = f"the live schema cannot be rebuilt on the throw-away server: {postgres_words(error)}"
    if error.sqlstate == "22023" and (column := OF_IDENTITY.match(first)):
        return SchemadiffError(
            words,
            detail=f"    {first}",
            hint="the sequence of this identity column has bounds beyond the column's type, with which no dump can be "
            f"restored; on the target: {column[0]} SET NO MINVALUE SET NO MAXVALUE",
        )
    trust = "set trusted = true under [shadow] if you trust the live database and everyone who can change desired/; or "
    return SchemadiffError(
        words,
        detail=f"    {first}",
        hint=(trust if error.sqlstate == "42501" else "")
        + 'choose a throw-away server that has what the target has: provider = "docker", "local" or '
        '"target" under [shadow]; or exclude it from the comparison with ignore',
    )
