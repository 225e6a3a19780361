"""A throw-away copy of the live schema, made of pg_dump's text and not of our own SQL.

The judge must not share the blindness of the judged. The copy is loaded by the loader, who is no superuser:
what a live database contains must not be able to hurt the machine that proves a plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from typing import Any

import psycopg

from schemadiff.administer import existing, make
from schemadiff.diff import diff
from schemadiff.errors import SchemadiffError, Unavailable, postgres_words
from schemadiff.model import Address, Catalog, Create
from schemadiff.postgres.pg_dump import dump
from schemadiff.postgres.server import ensure_roles
from schemadiff.proof.dump import HEADER
from schemadiff.scope import Scope, restrict
from schemadiff.shadow import Workshop
from schemadiff.sources import unquoted
from schemadiff.targets import Live

CHUNK = 500
"""Entries per transaction: 1,000 tables load in 1.7 s that way, in 2.8 s as one."""
BY_ADMIN = (
    "EXTENSION",
    "EVENT TRIGGER",
    "PUBLICATION",
    "PUBLICATION TABLE",
    "SUBSCRIPTION",
    "FOREIGN DATA WRAPPER",
)
"""Entries that want a superuser, which no text of a live database gets: extensions are made by name instead."""


def live_dump(workshop: Workshop, target: Live) -> str:
    """What ``pg_dump --schema-only`` says of the target, without what is schemadiff's own and the platform's."""
    return dump(target.conninfo, workshop.bindir, exclude_schemas=[*workshop.outside, "schemadiff"])


def clone(workshop: Workshop, target: Live, current: Catalog, scope: Scope, text: str) -> str:
    """A database with the target's schema, as ``text`` of pg_dump says it; return its name.

    Raises:
        SchemadiffError: the dump does not load, with the entry that failed.
    """
    database = workshop.database()
    roles = {unquoted(obj.role) for obj in current.objects.values() if hasattr(obj, "role")}  # owners
    ensure_roles(workshop.server, (roles | set(_named_roles(target))) - {workshop.server.loader})
    found = list(entries(text))
    _make_extensions(workshop, database, current, scope)
    with workshop.connect(database) as conn:
        conn.execute("SET check_function_bodies = off")
        conn.execute("SELECT set_config('search_path', '', false)")
        _run(conn, [sql for kind, sql in found if kind not in BY_ADMIN])
    _complete(workshop, database, restrict(current, scope), scope)
    return database


def entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield type and SQL of each entry of a dump."""
    headers = [*HEADER.finditer(text)]
    ends = [header.start() for header in headers] + [len(text)]
    for header, end in zip(headers, ends[1:], strict=True):
        kind = header["type"]
        # Everything about an extension goes with it: COMMENT ON EXTENSION wants its owner.
        about_extension = kind == "COMMENT" and header["name"].startswith("EXTENSION ")
        body = text[header.end() : end].split("\n--\n-- PostgreSQL database dump complete", 1)[0]
        yield ("EXTENSION" if about_extension else kind), body


def _named_roles(target: Live) -> list[str]:
    """Roles that the live schema depends on (grants, policies, default privileges)."""
    with target.connect() as conn:
        rows = conn.execute(
            "SELECT DISTINCT rolname::text FROM pg_shdepend JOIN pg_roles r ON r.oid = refobjid "
            "WHERE refclassid = 'pg_authid'::regclass AND rolname !~ '^pg_' "
            "AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return [str(row[0]) for row in rows]


def _make_extensions(workshop: Workshop, database: str, current: Catalog, scope: Scope) -> None:
    for extension in existing(current):
        ours = not scope.leaves_out(Address("extension", extension.name), extension.schema)
        # What a platform brings, or is left out, is not ours; what of ours needs one fails below, and says so.
        if extension.name in workshop.extensions:
            with nullcontext() if ours else suppress(Unavailable):
                make(workshop.server, database, extension)
        elif ours:
            raise Unavailable(
                f"the live database has extension {extension.name}, which is not on the list of harmless extensions",
                hint=f'if you trust the live database, add "{extension.name}" to extensions under [shadow]; '
                f'to leave it out of the comparison: ignore = ["extension {extension.name}"]',
            )


def _run(conn: psycopg.Connection[Any], pieces: list[str]) -> None:
    for start in range(0, len(pieces), CHUNK):
        chunk = [_bearable(sql) for sql in pieces[start : start + CHUNK]]
        try:
            with conn.transaction():
                conn.execute("".join(chunk).encode())
        except psycopg.Error:
            # Which one it was, and whether it is one that may fail.
            for sql in chunk:
                try:
                    with conn.transaction():
                        conn.execute(sql.encode())
                except psycopg.Error as error:
                    raise _failed(sql, error) from error


def _bearable(sql: str) -> str:
    """The same, whether or not the schema is there: an extension may have needed it."""
    return (
        sql.replace("CREATE SCHEMA ", "CREATE SCHEMA IF NOT EXISTS ", 1)
        if sql.lstrip().startswith("CREATE SCHEMA ")
        else sql
    )


def _complete(workshop: Workshop, database: str, current: Catalog, scope: Scope) -> None:
    """Make what is ours in the platform's schemas (a trigger on ``auth.users``), which pg_dump left out."""
    if not scope.platform:
        return
    there = workshop.read(database)
    with workshop.connect(database) as conn:
        for change in diff(there, current):
            if isinstance(change, Create) and change.new.schema in scope.platform:
                for sql in change.new.create():
                    conn.execute(sql.encode())


def _failed(sql: str, error: psycopg.Error) -> SchemadiffError:
    first = next(
        (line for line in sql.splitlines() if line.strip() and not line.startswith(("--", "SET "))), ""
    )
    return SchemadiffError(
        f"the live schema cannot be rebuilt on the throw-away server: {postgres_words(error)}",
        detail=f"    {first}",
        hint="choose a throw-away server that has what the target has: [shadow] provider = "
        '"docker", "local" or "target"; or leave it out of the comparison with ignore',
    )
