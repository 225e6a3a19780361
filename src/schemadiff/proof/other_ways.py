"""Other ways to run an entry of a dump that PostgreSQL refuses as it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from pglast import parse_sql

from schemadiff.catalog.meanings import paths
from schemadiff.interplay.lending import given_away, lent_to_grantors
from schemadiff.model import Catalog
from schemadiff.proof.entries import Entry

UNFOUND = ("42883", "42725")
"""The SQLSTATEs of an operator that does not exist, and of an ambiguous one."""
BUILDING = ("CONSTRAINT", "INDEX")
"""Entries that may build an index."""
DENIED = "42501"
"""The SQLSTATE of what a role may not do."""
Ways = Callable[[Entry, psycopg.Error], Iterator[str]]
"""The texts to try in the place of an entry that fails with an error."""


def other_ways(conn: psycopg.Connection[Any], current: Catalog) -> Ways:
    """Return what yields the other texts that may make what ``current`` has."""

    def ways(entry: Entry, error: psycopg.Error) -> Iterator[str]:
        # pg_dump does not print the schema of the operator behind IS DISTINCT FROM. Whether the right one was found is
        # checked later.
        if error.sqlstate in UNFOUND:
            yield from (f"SET LOCAL search_path = {path};\n{entry.sql}" for path in paths(current))
        # PostgreSQL calls the functions of an index as the owner of its table, who is set when all has been created.
        if entry.kind in BUILDING:
            yield from (f"{given}\n{entry.sql}" for given in _given_before(conn, entry, current))

    return ways


def lending(current: Catalog) -> Ways:
    """Return what yields the text that lends a role the use of a schema, in which it has granted what ``current`` has."""

    def ways(entry: Entry, error: psycopg.Error) -> Iterator[str]:
        if error.sqlstate != DENIED:
            return
        lent = [each for each in lent_to_grantors(current) if f"\nSET ROLE {each[0]};\n" in entry.sql]
        first = dict.fromkeys(sql for _, lend, _ in lent for sql in lend)
        last = dict.fromkeys(sql for _, _, take_back in lent for sql in take_back)
        if lent:
            yield "".join(f"{sql};\n" for sql in (*first, entry.sql, *last))

    return ways


def _given_before(conn: psycopg.Connection[Any], entry: Entry, current: Catalog) -> Iterator[str]:
    """Yield the statements that give the table of an index or constraint to its owner; nothing if the loader is it."""
    (loader,) = conn.execute("SELECT quote_ident(current_user)").fetchone() or ("",)
    for relation in (getattr(raw.stmt, "relation", None) for raw in parse_sql(entry.sql)):
        if relation is not None:
            name = (relation.schemaname, relation.relname)
            yield from ("".join(f"{sql};\n" for sql in given) for given in given_away(name, current, loader))
