"""Which of several keys a foreign key is bound to: PostgreSQL takes one of those that have its columns, and says not which."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.model import Address, Object


def dropped_before_referenced(made: Object, between: Between) -> Iterator[Address]:
    """Yield the keys of the referenced table that a new foreign key could be bound to, so that they could not go any more."""
    if not isinstance(made, Constraint) or made.type != "f" or made.references is None:
        return
    for address in sorted(between.old.children.get(Address("table", made.references), ())):
        columns = _columns(between.old.objects[address]) if address in between.drops else ()
        if sorted(columns) == sorted(made.referenced_columns):
            yield address


def _columns(key: Object) -> list[str]:
    """Return the columns that are unique by it; none if it is no key that can be referenced."""
    match key:
        case Constraint(type="p" | "u"):
            return key.columns
        case Index(unique=True, partial=None):
            return [name or "" for name in key.keys]
        case _:
            return []
