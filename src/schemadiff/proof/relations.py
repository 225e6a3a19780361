"""The relations that other sessions could be using: those that existed before any statement ran."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import psycopg

from schemadiff.model import Address
from schemadiff.sql.relations import Name

_KNOWN = """
    SELECT c.oid::pg_catalog.int8, n.nspname::text, c.relname::text,
        pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), c.relkind::text,
        c.relfilenode::pg_catalog.int8, COALESCE(i.indrelid::pg_catalog.int8, 0)
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f', 'i', 'I', 'S') AND c.relpersistence <> 't'
        AND n.nspname !~ '^(pg_|information_schema$)'
"""
_TYPES = {
    "r": "table",
    "p": "table",
    "m": "materialized view",
    "v": "view",
    "f": "foreign table",
    "i": "index",
    "I": "index",
    "S": "sequence",
}
_ROWS = frozenset("rpm")


@dataclass(frozen=True)
class Relation:
    """One of these relations."""

    oid: int
    name: Name
    address: Address
    has_rows: bool
    indexes: int
    """For an index, the oid of its table; else 0."""


@dataclass
class Relations:
    """All of these relations, and the current file of each."""

    by_oid: dict[int, Relation]
    files: dict[int, int]
    _by_name: dict[str, list[Relation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for relation in self.by_oid.values():
            self._by_name.setdefault(relation.name.name, []).append(relation)

    @cached_property
    def last(self) -> int:
        """The greatest oid. Relations made later have a greater one, unless the counter has wrapped around."""
        return max(self.by_oid, default=0)

    def called(self, names: Iterable[Name]) -> Iterator[Relation]:
        """Yield the relations that a statement may mean by these names; a name without a schema matches in any."""
        for schema, name in names:
            for relation in self._by_name.get(name, ()):
                if schema in (None, relation.name.schema):
                    yield relation


def relations(conn: psycopg.Connection[Any]) -> Relations:
    """Return the relations that exist now."""
    rows = conn.execute(_KNOWN).fetchall()
    found = {
        oid: Relation(oid, Name(schema, name), Address(_TYPES[kind], identity), kind in _ROWS, table)
        for oid, schema, name, identity, kind, _, table in rows
    }
    return Relations(found, {oid: file for oid, *_, file, _ in rows})
