"""Tables that foreign keys tie together, so that neither can change before the other."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from schemadiff.kinds.constraint import Constraint
from schemadiff.model import Address, Catalog, Object


def ties_among(tables: AbstractSet[Address], catalog: Catalog) -> Iterator[Address]:
    """Yield the foreign keys by which tables refer to each other."""
    for address, key in sorted(catalog.objects.items()) if tables else ():
        ends = tied_together(key)
        if len(ends) == 2 and ends <= tables:
            yield address


def tied_together(key: Object) -> frozenset[Address]:
    """The tables that a foreign key ties together."""
    if not isinstance(key, Constraint) or key.type != "f" or key.of:
        return frozenset()
    return frozenset(Address("table", name) for name in (key.table, key.references) if name)
