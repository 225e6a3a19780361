"""What an existing table must drop before it becomes a partition or an inheritance child."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.trigger import Trigger
from schemadiff.model import Address, Object


def dropped_before_attaching(made: Object, between: Between) -> Iterator[Address]:
    """Yield the parts of an existing table that are dropped before it is attached to a parent, as ``made`` says.

    A partition has no columns but its parent's, and a child table cannot have a trigger for each row with a transition
    table.
    """
    if not isinstance(made, Inheritance) or between.makes(made.below):
        return
    for address in sorted(between.old.children.get(made.below, ())):
        goes = (made.bound and address.type == Column.kind) or address.type == Trigger.kind
        if goes and address in between.drops:
            yield address


def attached_in_order(made: Object, between: Between) -> Iterator[Address]:
    """Yield the parents before ``made`` that an existing child table gets as well: their order is that of the statements."""
    if not isinstance(made, Inheritance) or made.number == 1 or between.makes(made.below):
        return
    for address in sorted(between.new.children.get(made.below, ())):
        other = between.new.objects[address]
        if isinstance(other, Inheritance) and other.number < made.number and between.makes(address):
            yield address
