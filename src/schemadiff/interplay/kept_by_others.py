"""Columns of child tables that stay when one of their parents loses its own, inherited from another one or their own.

``DROP COLUMN`` with ``ONLY`` makes them columns of the child table's own, for good; without it, PostgreSQL drops those
that nobody else hands down, and only counts one parent less for others. For the checks of such a column and, since 18,
its NOT NULL it counts none less, so that these are dropped first: nobody could drop those of the child tables any more.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import altered_in_children, dropped_in_children
from schemadiff.interplay.not_null import passes_on
from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Object


def drop_of_kept(obj: Object, between: Between, *, kept: bool) -> Iterator[str]:
    """Yield what drops an object; with ONLY if child tables keep theirs, unless another parent hands all of these down."""
    if not kept:
        yield from _drop_of_counted(obj) if counted_below(obj, between) else obj.drop()
        return
    children = [*dropped_in_children(obj, between)] if isinstance(obj, Column) else []
    others = bool(children) and all(_stays_inherited(child, obj, between) for child in children)
    for sql in obj.drop_alone():
        yield sql.replace("ALTER TABLE ONLY ", "ALTER TABLE ", 1) if others else sql


def _drop_of_counted(obj: Object) -> Iterator[str]:
    """Yield what drops a column and, before it, its NOT NULL, which child tables then have as their own."""
    for sql in obj.drop_alone():
        yield sql.replace("ALTER TABLE ONLY ", "ALTER TABLE ", 1) if " DROP COLUMN " in sql else sql


def counted_below(obj: Object, between: Between) -> bool:
    """Return True for a column with a NOT NULL that child tables which keep the column as their own inherit (18)."""
    if not isinstance(obj, Column) or not obj.not_null_name or not passes_on(obj):
        return False
    return _is_kept_below(obj, between)


def outlived_below(part: Object, lost: Object, between: Between) -> bool:
    """Return True for a check or key of a column that child tables keep, if PostgreSQL would count it there ever after."""
    if not isinstance(part, Constraint) or not isinstance(lost, Column):
        return False
    if part.type == "p":
        return counted_below(lost, between)
    return part.type == "c" and part.inheritable and _is_kept_below(lost, between)


def _is_kept_below(lost: Column, between: Between) -> bool:
    children = (child.address for child in altered_in_children(lost, between))
    return any(child in between.new.objects and child not in between.drops for child in children)


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
