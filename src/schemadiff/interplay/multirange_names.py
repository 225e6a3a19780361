"""Columns of a multirange whose name another one is to have: their types read the same, and are not."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.range import Range
from schemadiff.model import Address


def held_under_its_name(
    altered: Collection[Address], between: Between
) -> Iterator[tuple[Address, Address, str]]:
    """Yield each such column, the range whose multirange gets another name, and the reason to convert it."""
    for address in sorted(altered):
        was, now = between.old.objects.get(address), between.new.objects.get(address)
        if not isinstance(was, Range) or not isinstance(now, Range) or was.multirange == now.multirange:
            continue
        for holder in sorted(between.old.dependents.get(address, ())):
            before, after = between.old.objects[holder], between.new.objects.get(holder)
            if not isinstance(before, Column) or not isinstance(after, Column):
                continue
            if before.data_type == after.data_type and address not in between.new.needs.get(holder, ()):
                yield holder, address, f"{before.data_type} is another type by then"
