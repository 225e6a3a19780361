"""Sequences that columns own, and that change their owner with the table."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from schemadiff.kinds.sequence import SequenceOwner
from schemadiff.model import Address, Catalog


def released_after(
    creates: AbstractSet[Address], drops: AbstractSet[Address], old: Catalog, new: Catalog
) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (tie, owner): a sequence that its column owns again, under another name, has the table's new owner first.

    OWNED BY asks for one owner of both, and the sequence has the table's as long as it is tied to it.
    """
    gone = [old.objects[a] for a in sorted(drops) if a.type == SequenceOwner.kind]
    made = [new.objects[a] for a in creates if a.type == SequenceOwner.kind] if gone else []
    columns = {tie.column for tie in made if isinstance(tie, SequenceOwner)}
    for tie in gone:
        if isinstance(tie, SequenceOwner) and tie.column in columns:
            yield tie.address, Address("owner", f"{tie.table_type} {tie.table}")
