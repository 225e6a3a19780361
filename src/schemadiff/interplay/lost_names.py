"""Names of NOT NULL in child tables that are in the way of the parent's when a column gets another type (18).

PostgreSQL drops the constraints with the type, and adds them again. A partition then has the parent's name, and one that
is detached meanwhile keeps its own. For another child table that declares NOT NULL itself PostgreSQL fails, as the
parent's comes first, so that one is dropped and added by statements of their own, or passed on to no child meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import altered_in_children, kept_links
from schemadiff.interplay.renewed_names import is_key, losing_with
from schemadiff.kinds.column import Column
from schemadiff.kinds.column_not_null import add_not_null
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import COLUMN
from schemadiff.model import Address, Object


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


def retyped_bare(sqls: Sequence[str], before: Object, after: Object, between: Between) -> Iterator[str]:
    """Yield the statements for a column, without NOT NULL meanwhile if PostgreSQL would fail to add it again by itself.

    It does where a child table that is no partition declares NOT NULL too, under another name, which it keeps.
    """
    clash = isinstance(before, Column) and isinstance(after, Column) and _clashes(before, after, between)
    yield from _bare_meanwhile(sqls, after, between) if clash else sqls


def recast_bare(sqls: Sequence[str], column: Object, between: Between) -> Iterator[str]:
    """Yield the statements that convert a column whose type is made anew, in the same way."""
    clash = bool(sqls) and isinstance(column, Column) and _is_in_the_way(column, between)
    yield from _bare_meanwhile(sqls, column, between) if clash else sqls


def _bare_meanwhile(sqls: Sequence[str], column: Object, between: Between) -> Iterator[str]:
    assert isinstance(column, Column)
    if is_key(column, between):
        yield from _not_passed_on(sqls, column, between)
    else:
        yield _bare(column)
        yield from sqls
        yield add_not_null(column)
    for each in (column, *losing_with(column, between)):
        yield from _comment(each, between)


def _comment(column: Column, between: Between) -> Iterator[str]:
    """Yield the comment on a NOT NULL that was dropped and added again, if it had one that stays."""
    for address in sorted(between.old.children.get(column.address, ())):
        comment = between.old.objects[address]
        stays = comment == between.new.objects.get(address)
        if stays and isinstance(comment, Comment) and comment.on.type == Constraint.kind:
            yield from comment.create()


def _not_passed_on(sqls: Sequence[str], after: Column, between: Between) -> Iterator[str]:
    """Yield the statements for a column that cannot be without NOT NULL: child tables do not inherit it meanwhile.

    It would become their own, so they are without it if they do not declare it.
    """
    constraint = f"ALTER TABLE {after.table} ALTER CONSTRAINT {after.not_null_name}"
    yield f"{constraint} NO INHERIT"
    for child in altered_in_children(after, between):
        if isinstance(child, Column) and child.not_null and not child.not_null_local:
            yield _bare(child)
    yield from sqls
    yield f"{constraint} INHERIT"


def _bare(column: Column) -> str:
    return f"ALTER TABLE {column.table} ALTER COLUMN {column.name} DROP NOT NULL"


def _clashes(before: Column, after: Column, between: Between) -> bool:
    stays = after.not_null_name == before.not_null_name and after.not_null_valid
    return stays and after.disturbs(before) and _is_in_the_way(before, between)


def _is_in_the_way(column: Column, between: Between) -> bool:
    """Return True if a child table has another name for the NOT NULL, which it declares."""
    name = column.not_null_name
    if column.inherited_from or not name or not column.not_null_valid:
        return False
    return any(
        each.not_null_local and each.not_null_name not in (name, None) for each in _below(column, between)
    )


def _below(column: Column, between: Between) -> Iterator[Column]:
    """Yield the column in all child tables."""
    for child in altered_in_children(column, between):
        if isinstance(child, Column):
            yield child
            yield from _below(child, between)
