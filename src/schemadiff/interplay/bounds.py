"""The rows that belong into partitions which a plan creates or attaches, as PostgreSQL words it.

``pg_get_partition_constraintdef()`` keeps a lock on the partition until the transaction ends. So it is not called
for each partition of a target, but for these few only, in a database of our own where ``desired/`` is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from typing import Any, LiteralString

import psycopg
from psycopg.sql import quote

from schemadiff.kinds.inheritance import Inheritance, default_partitions
from schemadiff.model import Catalog

BELONGS: LiteralString = """
    SELECT pg_catalog.pg_get_partition_constraintdef(oid) FROM pg_catalog.pg_class
    WHERE oid = pg_catalog.to_regclass(%s) AND pg_catalog.pg_get_expr(relpartbound, oid) = %s
"""
ABOVE: LiteralString = """
    SELECT inhparent::pg_catalog.regclass::text FROM pg_catalog.pg_inherits JOIN pg_catalog.pg_class c ON c.oid = inhrelid
    WHERE relispartition AND inhrelid = pg_catalog.to_regclass(%s)
"""
NUMBERED = re.compile(r"\bsatisfies_hash_partition\('(\d+)'::oid")


def bounded(
    start: Catalog, goal: Catalog, loaded: Callable[[], AbstractContextManager[psycopg.Connection[Any]]]
) -> Catalog:
    """Return ``goal`` with the partition constraints of new bounds, read in the database that ``loaded`` opens."""
    new = [*_new_bounds(start, goal)]
    if not new:
        return goal
    beside = goal.once(default_partitions)
    with loaded() as conn:
        constrained = {link.address: _with_constraint(conn, link) for link in new}
        for address, link in constrained.items():
            if link.of in beside and not link.hashed:
                constrained[address] = replace(link, bounded=_by_itself(conn, link))
    return replace(goal, objects={**goal.objects, **constrained})


def _new_bounds(start: Catalog, goal: Catalog) -> Iterator[Inheritance]:
    """Yield the new bounds that existing rows can violate: not those between two new tables, nor unchanged ones."""
    for address, link in goal.objects.items():
        if not isinstance(link, Inheritance) or not link.bound:
            continue
        if link.above not in start.objects and link.below not in start.objects:
            continue
        if not link.holds_since(start.objects.get(address), start, goal):
            yield link


def _with_constraint(conn: psycopg.Connection[Any], link: Inheritance) -> Inheritance:
    # One transaction each: the locks of thousands of partitions exceed PostgreSQL's lock table.
    with conn.transaction():
        # An empty path prints names outside of pg_catalog with their schema.
        conn.execute("SET LOCAL search_path = ''")
        row = conn.execute(BELONGS, (link.child, link.bound)).fetchone()
        belongs = str(row[0] or "") if row else ""
        names = {number: _table_with_oid(conn, number) for number in NUMBERED.findall(belongs)}
    for number, name in names.items():
        belongs = belongs.replace(f"'{number}'::oid", f"{quote(name)}::pg_catalog.regclass")
    return replace(link, belongs=belongs or None, hashed=tuple(names.values()))


def _by_itself(conn: psycopg.Connection[Any], link: Inheritance) -> str | None:
    """Return the condition of this bound alone, as PostgreSQL words it where the table above is no partition itself."""
    with suppress(psycopg.Error), conn.transaction(force_rollback=True):
        conn.execute("SET LOCAL search_path = ''")
        (above,) = conn.execute(ABOVE, (link.of,)).fetchone() or (None,)
        if above is None:
            return link.belongs
        conn.execute(f"ALTER TABLE {above} DETACH PARTITION {link.of}".encode())
        row = conn.execute(BELONGS, (link.child, link.bound)).fetchone()
        return str(row[0]) if row else None
    return None


def _table_with_oid(conn: psycopg.Connection[Any], number: str) -> str:
    """Return the identity of the table with this oid, which differs from database to database."""
    row = conn.execute("SELECT %s::oid::pg_catalog.regclass::text", (number,)).fetchone()
    assert row is not None
    return str(row[0])
