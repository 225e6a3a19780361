"""Tables that become logged or unlogged, the foreign keys between them, and the sequences that they own."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from schemadiff.interplay.between import Between
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.sequence import Sequence, SequenceOwner
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


def altered_with_owner(before: Object, after: Object, between: Between) -> Iterator[tuple[Object, Object]]:
    """Yield the sequences that become logged or unlogged with the table that owns them (15): as they are, and then."""
    if not isinstance(before, Table) or not isinstance(after, Table) or between.old.knows < 150000:
        return
    for owner in between.old.objects.values() if before.unlogged != after.unlogged else ():
        if isinstance(owner, SequenceOwner) and owner.table == after.identity:
            sequence = between.old.objects[Address(Sequence.kind, owner.sequence)]
            kept = between.new.objects.get(owner.address) == owner and sequence.address not in between.drops
            if isinstance(sequence, Sequence) and kept:
                yield sequence, replace(sequence, unlogged=after.unlogged)
