"""Names of NOT NULL in partitions that PostgreSQL replaces by the parent's when a column gets another type (18).

It drops the constraints with the type, and adds that of the parent again, for all that inherit it. A partition that is
detached meanwhile keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import kept_links
from schemadiff.kinds.column import Column
from schemadiff.kinds.inheritance import COLUMN
from schemadiff.model import Address


def losing_names(column: Address, between: Between) -> Iterator[Address]:
    """Yield the inheritance of each partition whose NOT NULL is called otherwise than that of its parent's ``column``."""
    above = between.old.objects.get(column)
    if not isinstance(above, Column) or above.parent is None or not above.not_null_name:
        return
    for link in kept_links(between, above.parent):
        below = Address(COLUMN[link.child_type], f"{link.child}.{above.name}")
        was, now = (side.objects.get(below) for side in (between.old, between.new))
        if not link.bound or not isinstance(was, Column) or not isinstance(now, Column):
            continue
        if {was.not_null_name, now.not_null_name} - {above.not_null_name, None}:
            yield link.address
