"""The functions that the API shows: what PostgreSQL's catalogue says of the schema ``public``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from psycopg.rows import dict_row

from epic_service.database import Pool

JsonSchema: TypeAlias = dict[str, Any]

# Types come as the server prints them, qualified and quoted: they go back into SQL. The catalogue is anybody's to read.
ROUTINES = """
    WITH argument AS (
        SELECT p.oid, a.name, a.type, coalesce(a.mode, 'i') AS mode, a.ord,
               row_number() OVER (PARTITION BY p.oid, a.mode IN ('o', 't') ORDER BY a.ord) AS place
        FROM pg_catalog.pg_proc p,
             unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargnames, p.proargmodes)
                 WITH ORDINALITY AS a(type, name, mode, ord)
    ), field AS (
        SELECT a.oid, a.name, a.type, false AS not_null, a.ord FROM argument a WHERE a.mode IN ('o', 'b', 't')
        UNION ALL
        SELECT p.oid, c.attname, c.atttypid, c.attnotnull, c.attnum
        FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_type t ON t.oid = p.prorettype
        JOIN pg_catalog.pg_attribute c ON c.attrelid = t.typrelid AND c.attnum > 0 AND NOT c.attisdropped
    )
    SELECT p.proname AS name, pg_catalog.obj_description(p.oid, 'pg_proc') AS comment,
           p.provolatile = 'v' AS volatile, p.proretset AS returns_set, format_type(p.prorettype, NULL) AS returns,
           has_function_privilege('anon', p.oid, 'EXECUTE') AS anonymous,
           (SELECT coalesce(json_agg(json_build_object('name', a.name, 'type', format_type(a.type, NULL),
                       'required', a.place <= p.pronargs - p.pronargdefaults) ORDER BY a.ord), '[]')
            FROM argument a WHERE a.oid = p.oid AND a.mode IN ('i', 'b')) AS arguments,
           (SELECT coalesce(json_agg(json_build_object('name', f.name, 'type', format_type(f.type, NULL),
                       'not_null', f.not_null) ORDER BY f.ord), '[]')
            FROM field f WHERE f.oid = p.oid) AS fields
    FROM pg_catalog.pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND p.prorettype <> 'trigger'::regtype
    ORDER BY p.proname
"""

INT4 = 2**31
JSON_SCHEMAS: Mapping[str, JsonSchema] = {
    "uuid": {"type": "string", "format": "uuid"},
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer", "format": "int32", "minimum": -INT4, "maximum": INT4 - 1},
    "bigint": {"type": "integer", "format": "int64", "minimum": -(2**63), "maximum": 2**63 - 1},
    "numeric": {"type": "number"},
    "timestamp with time zone": {"type": "string", "format": "date-time"},
    "json": {},
    "jsonb": {},
}
"""What a type is in JSON; every other one is what it prints."""


@dataclass(frozen=True)
class Argument:
    """An argument that is given by name."""

    name: str
    type: str
    """As PostgreSQL prints it, to be put into SQL."""
    required: bool

    @property
    def schema(self) -> JsonSchema:
        """What it is in JSON, if it is not null."""
        return _schema(self.type)


@dataclass(frozen=True)
class Field:
    """A column of a result."""

    name: str
    type: str
    not_null: bool


@dataclass(frozen=True)
class Routine:
    """A function of the API."""

    name: str
    comment: str | None
    volatile: bool
    """False if it can be called by GET, in a transaction that reads only."""
    returns_set: bool
    returns: str
    anonymous: bool
    """True if it may be called by who has no token."""
    arguments: tuple[Argument, ...]
    fields: tuple[Field, ...]
    """Those of the rows that it returns; none for a single value."""

    def takes(self, names: set[str]) -> bool:
        """Whether it can be called with arguments of these names."""
        every = {argument.name for argument in self.arguments}
        return {argument.name for argument in self.arguments if argument.required} <= names <= every

    @property
    def argument_schema(self) -> JsonSchema:
        """The JSON object that it is called with."""
        return {
            "type": "object",
            "properties": {a.name: _nullable(a.type) for a in self.arguments},
            "required": [a.name for a in self.arguments if a.required],
            "additionalProperties": False,
        }

    @property
    def result_schema(self) -> JsonSchema:
        """The JSON that it answers."""
        one = self._row_schema if self.fields else _nullable(self.returns)
        return {"type": "array", "items": one} if self.returns_set else one

    @property
    def _row_schema(self) -> JsonSchema:
        return {
            "type": "object",
            "properties": {f.name: _schema(f.type) if f.not_null else _nullable(f.type) for f in self.fields},
            "required": [f.name for f in self.fields],
        }


def _schema(type_: str) -> JsonSchema:
    return dict(JSON_SCHEMAS.get(type_, {"type": "string"}))


def _nullable(type_: str) -> JsonSchema:
    schema = _schema(type_)
    return {**schema, "type": [schema["type"], "null"]} if schema else schema


async def routines(pool: Pool) -> Mapping[str, Routine]:
    """The functions by name; of an overloaded one none, for which one is meant cannot be told by its arguments' names alone."""
    async with pool.connection() as conn, conn.transaction(), conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute("SET LOCAL search_path = ''")
        await cursor.execute(ROUTINES)
        rows = await cursor.fetchall()
    return {row["name"]: _routine(row) for row in rows if _count(rows, row["name"]) == 1}


def _count(rows: Sequence[Mapping[str, Any]], name: str) -> int:
    return sum(row["name"] == name for row in rows)


def _routine(row: Mapping[str, Any]) -> Routine:
    arguments = tuple(Argument(**argument) for argument in row["arguments"])
    return Routine(
        **{**row, "arguments": arguments, "fields": tuple(Field(**field) for field in row["fields"])}
    )
