"""NOT NULL that child tables have from one parent before, and from another one after.

It goes from the one before it comes to the other: later, it would be dropped in the child tables as well (before 18), or
have the first one's name there still, which keeps the second from adding it (18).
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import altered_in_children
from schemadiff.interplay.not_null import given_up, passes_on, passing_on
from schemadiff.kinds.column import Column
from schemadiff.model import Address, Object


def given_up_first(before: Object, after: Object, between: Between) -> Iterator[Address]:
    """Yield the columns of other parents that give up NOT NULL before this one, altered so, gets it."""
    if not isinstance(before, Column) or not isinstance(after, Column):
        return
    if not before.not_null and passes_on(after):
        yield from _given_up_above_children(before, between)


def _given_up_above_children(column: Column, between: Between) -> Iterator[Address]:
    for child in altered_in_children(column, between):
        wanted = between.new.objects.get(child.address)
        if not isinstance(child, Column) or not isinstance(wanted, Column):
            continue
        if not [*passing_on(wanted, between)]:
            yield from (above.address for above in given_up(wanted, between))
        yield from _given_up_above_children(child, between)
