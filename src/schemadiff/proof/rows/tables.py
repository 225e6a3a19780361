"""The columns and constraints of tables, as far as an INSERT has to respect them (``pg_attribute``, ``pg_constraint``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg

from schemadiff.model import Address

RELATIONS = """
    SELECT c.oid, i.type, i.identity, n.nspname::text, c.relname::text, c.relforcerowsecurity,
           CASE WHEN c.relispartition THEN pg_get_partition_constraintdef(c.oid) END,
           NOT EXISTS (SELECT FROM pg_rewrite WHERE ev_class = c.oid AND ev_type = '2')
           AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND NOT indimmediate)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
         LATERAL pg_identify_object('pg_class'::regclass, c.oid, 0) i
    WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
"""
COLUMNS = """
    SELECT a.attrelid, a.attnum, quote_ident(a.attname), a.atttypid, format_type(a.atttypid, a.atttypmod),
           a.attnotnull OR t.typnotnull,
           CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = ANY(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum
"""
CHECKS = """
    SELECT conrelid, coalesce(conkey, '{}'), pg_get_expr(conbin, conrelid) FROM pg_constraint
    WHERE contype = 'c' AND conrelid = ANY(%s) ORDER BY conrelid, conname
"""
# A foreign key to a partitioned table also has a pg_constraint row for each partition.
KEYS = """
    SELECT c.conrelid, c.conkey, c.confrelid, c.confkey, c.confrelid::regclass::text,
           ARRAY(SELECT quote_ident(attname) FROM unnest(c.confkey) WITH ORDINALITY AS k(attnum, n)
                 JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum ORDER BY k.n),
           ARRAY(SELECT relid::oid FROM pg_partition_tree(c.confrelid) WHERE isleaf)
    FROM pg_constraint c LEFT JOIN pg_constraint p ON p.oid = c.conparentid
    WHERE c.contype = 'f' AND p.conrelid IS DISTINCT FROM c.conrelid ORDER BY c.conrelid, c.conname
"""


@dataclass(frozen=True)
class Column:
    """A column of a table to seed."""

    number: int
    name: str
    type: int
    called: str
    """Its type with modifiers, as ``format_type()`` prints it."""
    needed: bool
    """True if it does not allow NULL."""
    generated: str | None


@dataclass(frozen=True)
class Key:
    """A foreign key, as far as an INSERT has to respect it."""

    columns: tuple[int, ...]
    table: int
    referenced: str
    referenced_columns: tuple[str, ...]
    holders: frozenset[int]
    """The oids of the tables that hold the referenced rows."""


@dataclass
class Table:
    """A table to seed."""

    oid: int
    address: Address
    names: tuple[str, str]
    """Schema and name, unquoted, as in error reports."""
    forced: bool
    bound: str | None
    """The partition constraint."""
    skips: bool = True
    """True if ON CONFLICT DO NOTHING is possible; rules for UPDATE, even disabled, and deferrable keys forbid it."""
    columns: list[Column] = field(default_factory=list)
    checks: list[tuple[frozenset[int], str]] = field(default_factory=list)
    """Conditions, each with the numbers of its columns."""
    keys: list[Key] = field(default_factory=list)

    def referenced(self, *, needed: bool = False) -> set[int]:
        """Return the oids of the other tables that its foreign keys reference; with ``needed``, only by keys without NULL."""
        musts = {column.number for column in self.columns if column.needed}
        keys = (key for key in self.keys if not needed or musts.issuperset(key.columns))
        return {holder for key in keys for holder in key.holders} - {self.oid}


def tables(conn: psycopg.Connection[Any], wanted: set[Address], without: set[Address]) -> dict[int, Table]:
    """Return the tables to seed by oid, including those that they reference."""
    every = {
        row[0]: Table(row[0], Address(row[1], row[2]), (row[3], row[4]), *row[5:])
        for row in conn.execute(RELATIONS)
    }
    keys: dict[int, list[Key]] = {}
    for oid, columns, table, _, referenced, names, leaves in conn.execute(KEYS):
        key = Key(tuple(columns), table, referenced, tuple(names), frozenset([*leaves] or [table]))
        keys.setdefault(oid, []).append(key)
    todo = [oid for oid, table in every.items() if table.address in wanted]
    found: dict[int, Table] = {}
    while todo:
        oid = todo.pop()
        if oid in found or oid not in every or every[oid].address in without:
            continue
        found[oid] = every[oid]
        found[oid].keys = keys.get(oid, [])
        todo += [holder for key in found[oid].keys for holder in key.holders]
    _describe(conn, found)
    return found


def _describe(conn: psycopg.Connection[Any], tables: Mapping[int, Table]) -> None:
    for oid, *rest in conn.execute(COLUMNS, (list(tables),)):
        tables[oid].columns.append(Column(*rest))
    for oid, numbers, condition in conn.execute(CHECKS, (list(tables),)):
        tables[oid].checks.append((frozenset(numbers), condition))
    for table in tables.values():
        if table.bound:
            about = frozenset(c.number for c in table.columns if c.name in table.bound)
            table.checks.append((about, table.bound))
