"""What a table that is there must have given up before it becomes a partition or an heir."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.trigger import Trigger
from schemadiff.model import Address, Object


def given_up(made: Object, between: Between) -> Iterator[Address]:
    """Yield the parts of a table that go before it is tied to a parent.

    A partition has no columns but its parent's, and no trigger for each row sees a transition table of an heir.
    """
    if not isinstance(made, Inheritance) or between.makes(made.below):
        return
    for address in sorted(between.old.children.get(made.below, ())):
        goes = (made.bound and address.type == Column.kind) or address.type == Trigger.kind
        if goes and address in between.drops:
            yield address
