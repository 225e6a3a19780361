"""Partitions written as tables of their own that are attached, so that each of their parts keeps its name.

What PostgreSQL creates in a partition because its parent has it gets a name that PostgreSQL chooses, and files cannot
rename it. What the table already has when it is attached keeps its name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from schemadiff.diff.statements import statements
from schemadiff.interplay.attaching import before_attaching
from schemadiff.interplay.taking_over import with_parts_apart
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog, Statement


def partitions(unsaid: Iterable[Statement], catalog: Catalog) -> Iterator[Address]:
    """Yield the partitions that are concerned by statements that no file may contain."""
    links = {obj.parent for obj in catalog.objects.values() if isinstance(obj, Inheritance) and obj.bound}
    for statement in unsaid:
        table = catalog.whole(statement.address) or statement.address
        if table in links:
            yield table


def creations(nothing: Catalog, theirs: Catalog, attached: Collection[Address]) -> list[Statement]:
    """Return the statements that create a catalogue, with the given partitions attached after they were created."""
    theirs = with_parts_apart(theirs)
    if not attached:
        return statements(nothing, theirs, loosely=True)
    alone = before_attaching(theirs, attached)
    # Files cannot drop what a partition has of its own, so that it is not taken over: that is made ON ONLY its table later.
    kept = {address for address, obj in alone.objects.items() if theirs.objects.get(address) == obj}
    later = (each for each in statements(alone, theirs, loosely=True) if each.address not in kept)
    return [*statements(nothing, alone, loosely=True), *later]
