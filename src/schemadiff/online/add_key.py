"""Adding a unique or primary key by an index that is built CONCURRENTLY before; in partitions one by one."""

from __future__ import annotations

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.over_index import can_take_over, over_index
from schemadiff.model import Statement
from schemadiff.online import build
from schemadiff.online.strategy import Place, Safer


def safer(statement: Statement, place: Place) -> Safer | None:
    """Return statements that build the indexes first, and then add the keys in an instant."""
    key = place.made(statement)
    if not isinstance(key, Constraint) or key.of or not can_take_over(key) or not key.valid:
        return None
    if key.serves:
        # The index of the parent takes it over when the table is attached, so it must be there by then.
        return None
    if statement.sql != f"ALTER TABLE {key.table} ADD {key.inline(())}":
        return None
    if not key.partitioned:
        index = build.unique_index(key, key.name)
        return Safer(later=((index,), (over_index(key, key.name),)))
    parts = place.parts(key)
    if parts is None or not place.stays_not_null(key):
        return None
    every = [part for part in parts if isinstance(part, Constraint)]
    return Safer(later=tuple(build.key(every)), instead=frozenset(part.address for part in every[1:]))
