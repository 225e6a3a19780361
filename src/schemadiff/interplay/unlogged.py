"""Tables that become logged or unlogged, and the foreign keys between them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.table import Table
from schemadiff.model import Address, Catalog, Object


def altered_first(
    before: Object, after: Object, catalog: Catalog, gone: AbstractSet[Address]
) -> Iterator[Address]:
    """Yield the tables whose SET LOGGED or UNLOGGED must precede that of ``after`` because of foreign keys between them.

    A logged table cannot reference an unlogged one; keys in ``gone`` are dropped meanwhile and do not count.
    """
    if not isinstance(before, Table) or not isinstance(after, Table) or before.unlogged == after.unlogged:
        return
    for key in catalog.objects.values():
        if isinstance(key, Constraint) and key.type == "f" and key.references and key.address not in gone:
            ends = (key.table, key.references) if after.unlogged else (key.references, key.table)
            if ends[1] == after.identity != ends[0]:
                yield Address("table", ends[0])
