"""Sequences that columns own, and that change their owner with the table."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from schemadiff.interplay.between import Between
from schemadiff.kinds.owner import Owner
from schemadiff.kinds.sequence import SequenceOwner
from schemadiff.model import Address, Catalog, Object

TABLES = ("table", "foreign table", "view")
"""The kinds of relations whose columns can own a sequence."""


def released_after(
    creates: AbstractSet[Address], drops: AbstractSet[Address], old: Catalog, new: Catalog
) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (tie, owner): a sequence that its column owns again, under another name, has the table's new owner first.

    OWNED BY asks for one owner of both, and the sequence has the table's as long as it is tied to it. A table that is
    made anew has its new owner later, and ties the sequence after that.
    """
    gone = [old.objects[a] for a in sorted(drops) if a.type == SequenceOwner.kind]
    made = [new.objects[a] for a in creates if a.type == SequenceOwner.kind] if gone else []
    columns = {tie.column for tie in made if isinstance(tie, SequenceOwner)}
    for tie in gone:
        if not isinstance(tie, SequenceOwner) or tie.column not in columns:
            continue
        table = Address(tie.table_type, tie.table)
        if table not in drops:
            yield tie.address, Address("owner", str(table))


def untied_from_table(before: Object, between: Between) -> Object:
    """Return the owner of a sequence as one that no table's owner decides, if that table goes or is made anew."""
    if not isinstance(before, Owner) or before.linked is None:
        return before
    alone = any(Address(kind, before.linked) in between.drops for kind in TABLES)
    return replace(before, linked=None) if alone else before
