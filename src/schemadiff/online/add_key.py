"""Adding a unique or primary key by an index that is built CONCURRENTLY before; in partitions one by one."""

from __future__ import annotations

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.over_index import can_take_over, over_index
from schemadiff.model import Statement
from schemadiff.online import build
from schemadiff.online.strategy import Place, Plain, Safer

BUILDS = "upx"
"""The types of constraints that build an index."""


def safer(statement: Statement, place: Place) -> Safer | Plain | None:
    """Return statements that build the indexes first, and then add the keys in an instant."""
    key = place.made(statement)
    if not isinstance(key, Constraint) or key.of or key.type not in BUILDS or not key.valid:
        return None
    if not can_take_over(key):
        return no_index(key)
    if key.serves:
        return Plain(
            "it must be there when the table is attached: the index of the partitioned table takes it over"
        )
    if statement.sql != f"ALTER TABLE {key.table} ADD {key.inline(())}":
        return None
    if not key.partitioned:
        index = build.unique_index(key, key.name)
        return Safer(later=((index,), (over_index(key, key.name),)))
    return _by_parts(key, place)


def _by_parts(key: Constraint, place: Place) -> Safer | Plain:
    """Return the key of a partitioned table, added partition by partition."""
    parts = place.parts(key)
    if isinstance(parts, Plain):
        return parts
    if not place.stays_not_null(key):
        return Plain("its columns become NOT NULL with it, in all partitions")
    every = [part for part in parts if isinstance(part, Constraint)]
    return Safer(later=tuple(build.key(every)), instead=frozenset(part.address for part in every[1:]))


def no_index(key: Constraint) -> Plain:
    """Return why an index that is there cannot become the key."""
    kind = "EXCLUDE" if key.type == "x" else "a key of this form (WITHOUT OVERLAPS)"
    return Plain(f"PostgreSQL cannot add {kind} over an index that was built CONCURRENTLY")
