"""Columns of child tables that stay inherited when one of their parents loses its own.

``DROP COLUMN`` with ``ONLY`` makes them columns of the child table's own, for good; without it, PostgreSQL drops those
that nobody else hands down, and only counts one parent less for others.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import dropped_in_children
from schemadiff.kinds.column import Column
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Object


def drop_of_kept(obj: Object, between: Between) -> Iterator[str]:
    """Yield what drops an object while child tables keep theirs: with ONLY, unless another parent hands all of these down."""
    children = [*dropped_in_children(obj, between)] if isinstance(obj, Column) else []
    others = bool(children) and all(_stays_inherited(child, obj, between) for child in children)
    for sql in obj.drop_alone():
        yield sql.replace("ALTER TABLE ONLY ", "ALTER TABLE ", 1) if others else sql


def _stays_inherited(child: Object, lost: Object, between: Between) -> bool:
    wanted = between.new.objects.get(child.address)
    if not isinstance(wanted, Column) or child.address in between.drops or wanted.inherited_from is None:
        return False
    if wanted.not_null_local or child.parent is None:
        return False
    parts = (between.old.objects[part] for part in between.old.children.get(child.parent, ()))
    return any(_hands_down(link, lost, between) for link in parts if isinstance(link, Inheritance))


def _hands_down(link: Inheritance, lost: Object, between: Between) -> bool:
    """Return True if the parent of that link is another one, and has the column before and after."""
    above = Address(Column.kind, f"{link.of}.{vars(lost)['name']}")
    kept = all(
        address in between.new.objects and address not in between.drops for address in (link.address, above)
    )
    return link.above != lost.parent and above in between.old.objects and kept
