"""The API of a database as its clients see it: relations, functions, types and relationships.

The catalogue's kinds hold what is needed to create an object. Clients need other facts: the oid of an argument's type,
the base type of a domain, whether a view accepts INSERT. So this module reads them itself, in one snapshot, from
``pg_class``, ``pg_attribute``, ``pg_proc`` and ``pg_type``; it filters by no privilege, so that the result does not
depend on the role that reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, LiteralString

import psycopg
from psycopg.rows import dict_row

from schemadiff.errors import UsageError
from schemadiff.types.collation import english
from schemadiff.types.relationships import Relationship, relationships

SCHEMAS: LiteralString = "SELECT nspname::text AS name FROM pg_namespace WHERE nspname = ANY(%s)"

# pg_relation_is_updatable() returns bits: 8 for INSERT, 4 for UPDATE. The argument true includes INSTEAD OF triggers.
RELATIONS: LiteralString = """
SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS relkind,
       c.relkind = 'v' AND pg_relation_is_updatable(c.oid, true) & 8 = 8 AS insertable,
       c.relkind = 'v' AND pg_relation_is_updatable(c.oid, true) & 4 = 4 AS updatable
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY(%s) AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
"""

# A domain is shown as its base type. A view that is written by a trigger or a rule accepts whole rows, so all its
# columns are writable; pg_column_is_updatable() does not report that, as it requires both UPDATE and DELETE. In tgtype
# 64 is INSTEAD OF, 4 is INSERT and 16 UPDATE; in ev_type 2 is UPDATE and 3 INSERT.
COLUMNS: LiteralString = """
SELECT a.attrelid AS relation, a.attname::text AS name,
       COALESCE(b.typname, t.typname)::text AS type, COALESCE(bn.nspname, tn.nspname)::text AS type_schema,
       NOT (a.attnotnull OR t.typtype = 'd' AND t.typnotnull) AS nullable,
       a.atthasdef OR a.attidentity <> '' AS has_default,
       a.attidentity = 'a' OR a.attgenerated <> '' AS generated,
       c.relkind <> 'v' OR pg_column_is_updatable(c.oid, a.attnum, false)
       OR EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal
                  AND g.tgtype & 64 <> 0 AND g.tgtype & 20 <> 0)
       OR EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.is_instead
                  AND r.ev_type IN ('2', '3') AND r.ev_qual::text = '<>') AS writable
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid JOIN pg_namespace tn ON tn.oid = t.typnamespace
LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype LEFT JOIN pg_namespace bn ON bn.oid = b.typnamespace
WHERE n.nspname = ANY(%s) AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
"""

# In proargmodes NULL means "all IN"; proargdefaults belong to the last input arguments.
ROUTINES: LiteralString = """
SELECT p.oid, n.nspname::text AS schema, p.proname::text AS name,
       p.proargmodes::text[] AS modes, p.proargnames AS names,
       COALESCE(p.proallargtypes::oid[], p.proargtypes::oid[])::int8[] AS types,
       p.pronargs AS inputs, p.pronargdefaults AS defaults,
       pg_get_function_arguments(p.oid) AS arguments, pg_get_function_identity_arguments(p.oid) AS identity,
       pg_get_function_result(p.oid) AS result, p.prorettype::int8 AS returns,
       NULLIF(t.typrelid, 0)::int8 AS relation, p.proretset AS setof, p.prorows::float8 AS rows
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_type t ON t.oid = p.prorettype
WHERE n.nspname = ANY(%s) AND p.prokind = 'f'
      AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
"""

# Types of all schemas, as a column may have any of them.
TYPES: LiteralString = """
SELECT t.oid, t.typname::text AS name, n.nspname::text AS schema, format_type(t.oid, NULL) AS format,
       NULLIF(t.typrelid, 0)::int8 AS relation,
       ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
             WHERE c.relkind = 'c' AND a.attrelid = c.oid AND NOT a.attisdropped ORDER BY a.attnum) AS attributes,
       ARRAY(SELECT a.atttypid::int8 FROM pg_attribute a
             WHERE c.relkind = 'c' AND a.attrelid = c.oid AND NOT a.attisdropped ORDER BY a.attnum) AS attribute_types
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE t.typrelid = 0 OR c.relkind IN ('c', 'r', 'v', 'm', 'p', 'f')
"""


@dataclass(frozen=True)
class Column:
    """A column of a relation, with the type of its values."""

    name: str
    type: str
    """The type's name in ``pg_type``: an array's begins with an underscore, a domain's is replaced by its base
    type's."""
    type_schema: str
    nullable: bool
    has_default: bool
    generated: bool
    """True if an INSERT must not set it: GENERATED ALWAYS."""
    writable: bool


@dataclass(frozen=True)
class Relation:
    """A table, foreign table, view or materialized view; its columns are sorted by name."""

    oid: int
    schema: str
    name: str
    relkind: str
    insertable: bool
    """For views only: INSERT is possible."""
    updatable: bool
    columns: tuple[Column, ...]

    @property
    def is_view(self) -> bool:
        """True for views and materialized views."""
        return self.relkind in ("v", "m")


@dataclass(frozen=True)
class Argument:
    """An argument of a function, or a column of its result."""

    name: str
    """Empty for an argument without a name."""
    mode: str
    """As in ``proargmodes``: i, o, b, v or t."""
    type: int
    has_default: bool
    place: int
    """Its index among all arguments, from 0."""

    @property
    def is_input(self) -> bool:
        """True if a call passes it."""
        return self.mode in ("i", "b", "v")


@dataclass(frozen=True)
class Routine:
    """A function; its arguments are sorted by name."""

    oid: int
    schema: str
    name: str
    arguments: tuple[Argument, ...]
    signature: str
    """As ``pg_get_function_arguments()`` prints it."""
    identity: str
    result: str
    returns: int
    """The oid of its return type."""
    relation: int | None
    """The oid of the relation or composite type whose row type the result has."""
    setof: bool
    rows: float
    """The planner's estimate for a SETOF function; ROWS 1 declares that at most one row is returned."""

    @property
    def inputs(self) -> tuple[Argument, ...]:
        """The arguments that a call passes."""
        return tuple(argument for argument in self.arguments if argument.is_input)


@dataclass(frozen=True)
class Type:
    """A type of any schema."""

    oid: int
    name: str
    schema: str
    format: str
    """As ``format_type()`` prints it, with ``public`` in the search path."""
    relation: int | None
    """The oid of the relation whose row type this is."""
    labels: tuple[str, ...]
    """The labels of an enum."""
    attributes: tuple[tuple[str, int], ...]
    """The name and type of each attribute of a composite type."""


@dataclass(frozen=True)
class Introspection:
    """The API of some schemas; everything is in output order."""

    schemas: tuple[str, ...]
    relations: tuple[Relation, ...]
    relationships: tuple[Relationship, ...]
    routines: tuple[Routine, ...]
    types: tuple[Type, ...]

    @cached_property
    def type_by_oid(self) -> dict[int, Type]:
        """Types by oid."""
        return {type_.oid: type_ for type_ in self.types}

    @cached_property
    def relation_by_oid(self) -> dict[int, Relation]:
        """Relations of these schemas by oid."""
        return {relation.oid: relation for relation in self.relations}

    @cached_property
    def _related(self) -> dict[tuple[str, str], list[Relationship]]:
        found: dict[tuple[str, str], list[Relationship]] = {}
        for each in self.relationships:
            if each.schema == each.referenced_schema:
                found.setdefault((each.schema, each.relation), []).append(each)
        return found

    def related(self, relation: Relation) -> Sequence[Relationship]:
        """The relationships that a client can embed in a relation; they never cross schemas."""
        return self._related.get((relation.schema, relation.name), ())


def read(conn: psycopg.Connection[Any], schemas: Sequence[str]) -> Introspection:
    """Read some schemas, by their unquoted names.

    Raises:
        UsageError: there is no such schema.
    """
    with _snapshot(conn) as cursor:
        found = [row["name"] for row in cursor.execute(SCHEMAS, [list(schemas)])]
        if missing := sorted(set(schemas) - set(found)):
            raise UsageError(f"there is no schema {', '.join(missing)}")
        return Introspection(
            schemas=tuple(sorted(found, key=english)),
            relations=_relations(cursor, found),
            relationships=relationships(cursor, found),
            routines=tuple(_routines(cursor, found)),
            types=tuple(_types(cursor)),
        )


@contextmanager
def _snapshot(conn: psycopg.Connection[Any]) -> Iterator[psycopg.Cursor[dict[str, Any]]]:
    with conn.transaction(), conn.cursor(row_factory=dict_row) as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # Type names are printed as a role with default settings would see them.
        cursor.execute("SET LOCAL search_path TO public")
        yield cursor


def _in_order(things: Iterable[Any]) -> list[Any]:
    return sorted(things, key=lambda it: (english(it.schema), english(it.name), it.oid))


def _relations(cursor: psycopg.Cursor[dict[str, Any]], schemas: Sequence[str]) -> tuple[Relation, ...]:
    columns: dict[int, list[Column]] = {}
    for row in cursor.execute(COLUMNS, [list(schemas)]).fetchall():
        columns.setdefault(row.pop("relation"), []).append(Column(**row))
    rows = cursor.execute(RELATIONS, [list(schemas)]).fetchall()
    return tuple(
        _in_order(
            Relation(**row, columns=tuple(sorted(columns.get(row["oid"], ()), key=lambda c: english(c.name))))
            for row in rows
        )
    )


def _routines(cursor: psycopg.Cursor[dict[str, Any]], schemas: Sequence[str]) -> list[Routine]:
    found = []
    for row in cursor.execute(ROUTINES, [list(schemas)]).fetchall():
        arguments = tuple(sorted(_arguments(row), key=lambda a: english(a.name)))
        names = ("oid", "schema", "name", "identity", "result", "returns", "relation", "setof", "rows")
        found.append(
            Routine(arguments=arguments, signature=row["arguments"], **{name: row[name] for name in names})
        )
    return sorted(found, key=lambda r: (english(r.schema), english(r.name), english(r.identity), r.oid))


def _arguments(row: dict[str, Any]) -> Iterator[Argument]:
    types = row["types"]
    modes = row["modes"] or ["i"] * len(types)
    names = row["names"] or [""] * len(types)
    needed = row["inputs"] - row["defaults"]
    for place, (name, mode, type_) in enumerate(zip(names, modes, types, strict=True)):
        is_input = mode in ("i", "b", "v")
        yield Argument(name, mode, type_, is_input and needed <= 0, place)
        needed -= is_input


def _types(cursor: psycopg.Cursor[dict[str, Any]]) -> list[Type]:
    found = []
    for row in cursor.execute(TYPES).fetchall():
        attributes = tuple(zip(row.pop("attributes"), row.pop("attribute_types"), strict=True))
        found.append(Type(**row | {"labels": tuple(row["labels"])}, attributes=attributes))
    return _in_order(found)
