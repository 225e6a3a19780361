"""Relationships that clients can embed: foreign keys, and those that views expose.

``pg_constraint`` has the foreign keys of tables. A view that shows all columns of a foreign key also refers, and one
that shows all referenced columns can be referred to: PostgREST embeds both. PostgreSQL only records the table's column
behind a view's column in the view's rule (``pg_rewrite.ev_action``), in each entry of the target list.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, LiteralString

import psycopg

from schemadiff.types.collation import english

# Foreign keys of partitions are copies of the partitioned table's.
CONSTRAINTS: LiteralString = """
SELECT k.conname::text AS name, k.contype::text AS contype, k.conparentid = 0 AS own,
       n.nspname::text AS schema, c.relname::text AS relation, k.conrelid::int8 AS oid, k.conkey::int8[] AS key,
       fn.nspname::text AS referenced_schema, f.relname::text AS referenced_relation,
       k.confrelid::int8 AS referenced_oid, k.confkey::int8[] AS referenced_key,
       kn.nspname = ANY(%s) AS ours
FROM pg_constraint k JOIN pg_namespace kn ON kn.oid = k.connamespace
JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class f ON f.oid = k.confrelid LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
WHERE k.contype IN ('p', 'u', 'f')
"""
COLUMNS: LiteralString = """
SELECT attrelid::int8 AS relation, attnum::int8 AS attnum, attname::text AS name
FROM pg_attribute WHERE attrelid = ANY(%s) AND attnum > 0 AND NOT attisdropped
"""
VIEWS: LiteralString = """
SELECT c.oid::int8 AS oid, n.nspname::text AS schema, c.relname::text AS name, r.ev_action::text AS rule
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND r.ev_type = '1' AND n.nspname = ANY(%s)
"""

TOKEN = re.compile(r"[(){}]|(?:\\.|[^\s(){}\\])+")
"""A token of ``pg_node_tree``: a backslash makes any character part of a word."""
Place = tuple[int, int]
"""A column: ``(attrelid, attnum)``."""


@dataclass(frozen=True)
class Relationship:
    """A reference from rows of one relation to rows of another."""

    name: str
    """The name of the foreign key."""
    schema: str
    relation: str
    columns: tuple[str, ...]
    one_to_one: bool
    """True if the columns are also a key of their relation."""
    referenced_schema: str
    referenced_relation: str
    referenced_columns: tuple[str, ...]


@dataclass(frozen=True)
class _View:
    schema: str
    name: str
    shows: Mapping[Place, tuple[str, ...]]
    """For each column of a table, the view's columns that show it."""

    def columns(self, oid: int, key: Sequence[int]) -> Iterator[tuple[str, ...]]:
        """Yield the view's columns that show a table's key, in each combination; nothing if one is not shown."""
        yield from product(*(self.shows.get((oid, attnum), ()) for attnum in key))


def relationships(cursor: psycopg.Cursor[dict[str, Any]], schemas: Sequence[str]) -> tuple[Relationship, ...]:
    """The relationships that start in some schemas, in order."""
    constraints = cursor.execute(CONSTRAINTS, [list(schemas)]).fetchall()
    rules = cursor.execute(VIEWS, [list(schemas)]).fetchall()
    oids = {row["oid"] for row in (*constraints, *rules)} | {row["referenced_oid"] for row in constraints}
    columns = cursor.execute(COLUMNS, [list(oids)]).fetchall()
    names = {(row["relation"], row["attnum"]): row["name"] for row in columns}
    keys = {(row["oid"], tuple(sorted(row["key"]))) for row in constraints if row["contype"] in "pu"}
    views: dict[int, list[_View]] = defaultdict(list)
    for view in _views(rules, names):
        for oid in {oid for oid, _ in view.shows}:
            views[oid].append(view)
    found: list[Relationship] = []
    for row in constraints:
        if row["contype"] == "f" and row["ours"] and row["own"]:
            # PostgREST compares this with keys in the order of their columns: a key with another order does not match.
            own = _between(row, names, one_to_one=(row["oid"], tuple(row["key"])) in keys)
            found += [own, *_through_views(row, own, views)]
    return tuple(sorted(found, key=_order))


def _order(it: Relationship) -> tuple[Any, ...]:
    columns = json.dumps(it.referenced_columns, ensure_ascii=False, separators=(",", ":"))
    return english(it.name), english(it.referenced_relation), english(columns)


def _between(row: Mapping[str, Any], names: Mapping[Place, str], *, one_to_one: bool) -> Relationship:
    return Relationship(
        name=row["name"],
        schema=row["schema"],
        relation=row["relation"],
        columns=tuple(names[row["oid"], attnum] for attnum in row["key"]),
        one_to_one=one_to_one,
        referenced_schema=row["referenced_schema"],
        referenced_relation=row["referenced_relation"],
        referenced_columns=tuple(names[row["referenced_oid"], attnum] for attnum in row["referenced_key"]),
    )


def _through_views(
    row: Mapping[str, Any], own: Relationship, views: Mapping[int, Sequence[_View]]
) -> Iterator[Relationship]:
    froms = [
        replace(own, schema=view.schema, relation=view.name, columns=columns)
        for view in views.get(row["oid"], ())
        for columns in view.columns(row["oid"], row["key"])
    ]
    yield from froms
    for start in (own, *froms):
        for view in views.get(row["referenced_oid"], ()):
            for columns in view.columns(row["referenced_oid"], row["referenced_key"]):
                yield replace(
                    start,
                    referenced_schema=view.schema,
                    referenced_relation=view.name,
                    referenced_columns=columns,
                )


def _views(rules: Iterable[Mapping[str, Any]], names: Mapping[Place, str]) -> Iterator[_View]:
    rules = list(rules)
    origins: dict[int, dict[int, Place]] = {row["oid"]: dict(_origins(row["rule"])) for row in rules}

    def places(column: Place) -> Iterator[Place]:
        """Yield the columns behind a view's column, through other views, down to a table's column."""
        below = origins.get(column[0], {}).get(column[1])
        if below is not None:
            yield below
            yield from places(below)

    for row in rules:
        shows: dict[Place, list[str]] = defaultdict(list)
        for attnum in sorted(origins[row["oid"]]):
            name = names.get((row["oid"], attnum))
            for place in places((row["oid"], attnum)) if name is not None else ():
                shows[place].append(str(name))
        yield _View(row["schema"], row["name"], {place: tuple(them) for place, them in shows.items()})


def _origins(rule: str) -> Iterator[tuple[int, Place]]:
    """Yield the number and origin of each entry in the outermost target list of a rule."""
    depth, inside = 0, False
    values: dict[str, int] = {}
    field = ""
    for found in TOKEN.finditer(rule):
        word = found[0]
        if word in "({":
            depth += 1
            if depth == 4:
                values = {}
        elif word in ")}":
            if depth == 4 and inside and values.get(":resorigtbl"):
                yield values[":resno"], (values[":resorigtbl"], values[":resorigcol"])
            depth -= 1
        elif depth == 2 and word.startswith(":"):
            # ( {QUERY :targetList ( {TARGETENTRY :resno 1 :resorigtbl 16385 :resorigcol 2 } ) } )
            inside = word == ":targetList"
        elif depth == 4 and inside:
            if field in (":resno", ":resorigtbl", ":resorigcol"):
                values[field] = int(word)
            field = word if word.startswith(":") else ""
