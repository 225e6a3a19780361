"""Expressions of generated columns that are set in a child table alone, and what it inherits about the column (17).

``ALTER TABLE child ALTER COLUMN ... SET EXPRESSION`` drops the inherited CHECKs and, since 18, the inherited NOT NULL, and
adds none of them again; it fails for parts of the parent's indexes and keys. So a partition is detached meanwhile, and for
another child table the constraints are dropped and added again in the parent. Before 17 the column itself is added again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import kept_checks_of_parents
from schemadiff.interplay.late_not_null import Late, comments_on
from schemadiff.interplay.not_null import passes_on, passing_on
from schemadiff.interplay.own_expressions import expression, links_where_told, own_expressions
from schemadiff.interplay.renewed_names import losing_with
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.column import Column
from schemadiff.kinds.column_not_null import add_not_null
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Object, vacated

SET = 170000
"""The version since which an expression can be set."""


def expressed_alone(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield what is made again because an expression is set in a child table alone, and why.

    A child that is no partition stays attached where it can: it would declare all that it inherited after that.
    """
    for link, column in _set_alone(between):
        why = f"{column.address} gets an expression, and its parent's does not"
        if between.new.version < SET:
            yield link.address, why
            continue
        about = [*_about(column, between)]
        checks = [above for part in about for above in kept_checks_of_parents(part, between)]
        if not link.bound:
            yield from ((above, why) for above in checks)
        elif (
            checks
            or any(map(_is_part, about))
            or _passes_on(between.new.objects.get(link.above_column(column)))
        ):
            yield link.address, why


def _set_alone(between: Between) -> Iterator[tuple[Inheritance, Column]]:
    """Yield the columns of attached child tables whose expression a statement of their own sets, each with the link."""
    for link in links_where_told(between):
        if between.makes(link.address):
            continue
        own = {column.address for column in own_expressions(link, between.new)}
        for address in sorted(between.new.children.get(link.below, ())):
            column = between.new.objects[address]
            if not isinstance(column, Column) or not column.generated or not _is_set(column, between):
                continue
            above = between.new.objects.get(link.above_column(column))
            if isinstance(above, Column) and (address in own or not _is_set(above, between)):
                yield link, column


def _is_set(column: Column, between: Between) -> bool:
    """Return True if a statement sets the expression: the column's own, or one of a parent's, which sets it below."""
    if _changes(column, between) or between.new.version < SET:
        return _changes(column, between)
    above = (between.new.objects.get(link.above_column(column)) for link in _links_above(column, between))
    return any(isinstance(each, Column) and bool(each.generated) and _is_set(each, between) for each in above)


def _links_above(column: Column, between: Between) -> Iterator[Inheritance]:
    """Yield the links to the parents of a child table that stays attached to them."""
    for address in sorted(between.new.children.get(column.parent, ())) if column.parent else ():
        link = between.new.objects[address]
        if isinstance(link, Inheritance) and not between.makes(address):
            yield link


def _changes(column: Column, between: Between) -> bool:
    """Return True if the expression must be set: the column is new, or had another one."""
    if between.makes(column.address):
        return True
    was = between.was(column.address)
    return isinstance(was, Column) and expression(was) != expression(column)


def _passes_on(above: Object | None) -> bool:
    """Return True if a child table inherits NOT NULL of the column as a constraint (18)."""
    return isinstance(above, Column) and bool(above.not_null_name) and not above.not_null_no_inherit


def _about(column: Column, between: Between) -> Iterator[Object]:
    """Yield the kept objects of the child table that need the column."""
    for address in sorted(between.old.dependents.get(column.address, ())):
        if between.becomes(address) in between.new.objects:
            yield between.old.objects[address]


def _is_part(obj: Object) -> bool:
    """Return True for what is a part of the parent's, such as an index."""
    return isinstance(obj, Attached) and obj.of is not None


def not_nulls_meanwhile(between: Between) -> Iterator[Sequence[Late]]:
    """Yield what drops a parent's NOT NULL before expressions are set in child tables alone, and what adds it after that.

    One that the parent gets is only added after that.
    """
    users: dict[Address, list[Address]] = {}
    for link, column in _set_alone(between):
        if not link.bound and column.not_null_name:
            for top in (*_tops(column, between), *_getting(column, between)):
                users.setdefault(top.address, []).append(column.address)
    for address, children in users.items():
        above = between.new.objects[address]
        assert isinstance(above, Column)
        added = _added(above, tuple(sorted(set(children))), between)
        yield [added] if added.bare else [_dropped(above, added), added]


def _tops(column: Column, between: Between) -> Iterator[Column]:
    """Yield the columns furthest up that hand NOT NULL down to ``column``, before and after, by the same name."""
    for above in passing_on(column, between):
        higher = [*_tops(above, between)]
        was = between.was(above.address)
        same = isinstance(was, Column) and was.not_null_name == above.not_null_name
        yield from higher or ([above] if same else [])


def _getting(column: Column, between: Between) -> Iterator[Column]:
    """Yield the columns furthest up that hand NOT NULL down to ``column`` after, and have none before."""
    for link in _links_above(column, between):
        above = between.new.objects.get(link.above_column(column))
        if isinstance(above, Column) and passes_on(above) and not between.makes(above.address):
            was = between.was(above.address)
            gets = isinstance(was, Column) and not was.not_null
            yield from [*_getting(above, between)] or ([above] if gets else [])


def _dropped(column: Column, added: Late) -> Late:
    """Return the statement that drops NOT NULL before what it is ``added`` after."""
    sql = f"ALTER TABLE {column.table} ALTER COLUMN {column.name} DROP NOT NULL"
    return Late(vacated(added.constraint), sql, (), (*added.after, added.constraint), (), frozenset())


def _added(column: Column, children: tuple[Address, ...], between: Between) -> Late:
    """Return the statement that adds NOT NULL after the expressions of ``children`` are set."""
    was = between.was(column.address)
    gets = isinstance(was, Column) and not was.not_null
    return Late(
        Address(Constraint.kind, f"{column.not_null_name} on {column.table}"),
        add_not_null(column),
        (*children, column.address) if gets else children,
        (*comments_on(between.new, [column, *losing_with(column, between)]),),
        (replace(column, not_null=False, not_null_name=None),) if gets else (),
        frozenset(),
    )
