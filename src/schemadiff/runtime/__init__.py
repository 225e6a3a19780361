"""Objects that extensions and platforms create at run time: recognised by facts in the database, and never ours.

A partition that maintenance created last night is in no file, and must be neither pulled nor dropped. It is no member
of the extension either, so each maker has a query for its objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, LiteralString, NamedTuple

import psycopg
from psycopg.rows import tuple_row
from psycopg.sql import quote

from schemadiff.errors import SchemadiffError
from schemadiff.model import Address, Catalog, Key, key
from schemadiff.runtime import pg_partman, pgmq, realtime

MAKERS = (pg_partman.MAKER, pgmq.MAKER, realtime.MAKER)
THERE: LiteralString = """
SELECT extname, quote_ident(nspname), quote_ident(nspname) || '.' || quote_ident(relname),
       has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid)
FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace JOIN pg_class c ON relnamespace = n.oid
     JOIN unnest(%s::text[], %s::text[]) made (maker, config) ON maker = extname AND config = relname
"""
IDENTITIES: LiteralString = """
SELECT type, identity FROM unnest(%s::oid[], %s::oid[]) WITH ORDINALITY made (catalog, oid, number),
       pg_identify_object(catalog, oid, 0) ORDER BY number
"""


class Made(NamedTuple):
    """An object and the extension or platform that made it."""

    maker: str
    at: Key


def made(conn: psycopg.Connection[Any]) -> Iterator[Made]:
    """Yield the objects that makers have made, as the transaction of ``conn`` sees them; its ``search_path`` is empty.

    Raises:
        SchemadiffError: the role may not read a maker's table.
    """
    yield from _made(conn, _there(conn))


def made_aside(conn: psycopg.Connection[Any]) -> Iterator[Made]:
    """Yield the same in a throw-away database; makers whose tables the loader may not read made nothing there."""
    yield from _made(conn, {maker: schema for maker, schema, _, readable in _asked(conn) if readable})


def _made(conn: psycopg.Connection[Any], there: Mapping[str, str]) -> Iterator[Made]:
    for maker in MAKERS:
        if maker.config and maker.name not in there:
            continue
        schema = there.get(maker.name, "")
        sql = maker.query.replace("'{schema}'", quote(schema)).replace("{schema}", schema)
        for catalog, oid in conn.cursor(row_factory=tuple_row).execute(sql.encode()).fetchall():
            yield Made(maker.name, key(catalog, oid))


def configs(conn: psycopg.Connection[Any]) -> list[str]:
    """The tables of makers that list what they have made, as far as the role may read them."""
    return [config for _, _, config, readable in _asked(conn) if readable]


def _there(conn: psycopg.Connection[Any]) -> dict[str, str]:
    """The extensions that are makers, each with its quoted schema."""
    found: dict[str, str] = {}
    for maker, schema, config, readable in _asked(conn):
        if not readable:
            raise SchemadiffError(
                f"cannot read all of {config}, which lists what {maker} has created and is not managed",
                hint=f"let this role read it: GRANT USAGE ON SCHEMA {schema}, GRANT SELECT ON {config}; if "
                "it has row level security, the role must bypass it",
            )
        found[maker] = schema
    return found


def _asked(conn: psycopg.Connection[Any]) -> list[tuple[Any, ...]]:
    names = [(maker.name, maker.config) for maker in MAKERS if maker.config]
    cursor = conn.cursor(row_factory=tuple_row)
    return cursor.execute(THERE, [[name for name, _ in names], [config for _, config in names]]).fetchall()


def told(conn: psycopg.Connection[Any]) -> dict[Address, str]:
    """The objects that were made in a database, with their makers, if its catalogue is not read otherwise.

    Raises:
        SchemadiffError: the role may not read a maker's table.
    """
    found = list(made(conn))
    rows = conn.cursor(row_factory=tuple_row).execute(
        IDENTITIES, [[each.at >> 44 for each in found], [each.at >> 12 & 0xFFFFFFFF for each in found]]
    )
    return {Address(*row): each.maker for row, each in zip(rows.fetchall(), found, strict=True)}


def noted(catalog: Catalog, addresses: Mapping[Key, Address], found: Iterable[Made]) -> Catalog:
    """The catalogue with its made objects recorded, parts included."""
    wholes = [(addresses[each.at], each.maker) for each in found if addresses.get(each.at) in catalog.objects]
    parts = {part: maker for whole, maker in wholes for part in catalog.parts([whole])}
    return replace(catalog, made=parts | dict(wholes)) if wholes else catalog


__all__ = ["MAKERS", "Made", "configs", "made", "made_aside", "noted", "told"]
