"""Tables that foreign keys connect, so that neither can be altered before the other."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from schemadiff.kinds.constraint import Constraint
from schemadiff.model import Address, Catalog, Object


def ties_among(tables: AbstractSet[Address], catalog: Catalog) -> Iterator[Address]:
    """Yield the foreign keys between two of ``tables``."""
    for address, key in sorted(catalog.objects.items()) if tables else ():
        ends = tied_together(key)
        if len(ends) == 2 and ends <= tables:
            yield address


def tied_together(key: Object) -> frozenset[Address]:
    """Return the tables that a foreign key connects; empty for other objects, and for keys inherited from a parent."""
    if not isinstance(key, Constraint) or key.type != "f" or key.of:
        return frozenset()
    return frozenset(Address("table", name) for name in (key.table, key.references) if name)
