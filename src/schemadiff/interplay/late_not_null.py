"""NOT NULL constraints that a table gets NOT VALID once its new child tables are there, so that theirs are NOT VALID too (18).

A child that is created later would have it valid, and one that is attached with its own would keep that as its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import links
from schemadiff.kinds.column import Column
from schemadiff.kinds.column_not_null import add_not_null
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import COLUMN, Inheritance
from schemadiff.model import Address, Catalog, Object

InheritedColumn = tuple[Inheritance, Column]


class Late(NamedTuple):
    """A statement that adds or validates a NOT NULL constraint after child tables were created."""

    constraint: Address
    sql: str
    after: tuple[Address, ...]
    """What comes before it: the attaching of all child tables."""
    before: tuple[Address, ...]
    """The comments on the constraints that it makes."""
    bare: tuple[Column, ...]
    """The columns as their tables are created: without it."""
    children: frozenset[Address]
    """The columns of child tables that get it."""
    attached: tuple[Column, ...] = ()
    """Those of tables that are there and become child tables, as they are attached: without it."""


def late_not_nulls(between: Between) -> Iterator[Late]:
    """Yield what adds those constraints, each followed by what validates it in some child tables."""
    if not between.inherits or between.new.version < 180000:
        return
    for table in sorted({link.above for link in links(between.new, None)}):
        for address in sorted(between.new.children.get(table, ())):
            top = between.new.objects[address]
            if (
                isinstance(top, Column)
                and _comes_unchecked(top, between)
                and not _is_inherited(top, between.new)
            ):
                yield from _late(top, list(_inheriting(top, between.new)), between)


def settled(made: Object, wanted: Object) -> Object:
    """Return a child table's column, as it is ``made``, as valid as it is once all of that has run."""
    assert isinstance(made, Column)
    assert isinstance(wanted, Column)
    return replace(made, not_null_valid=wanted.not_null_valid)


def _late(top: Column, children: list[InheritedColumn], between: Between) -> Iterator[Late]:
    unchecked = [child for _, child in children if _is_unchecked(child) and not child.not_null_local]
    new = [child for child in unchecked if between.makes(child.address)]
    attached = [
        child
        for link, child in children
        if child in unchecked and between.makes(link.address) and not between.makes(child.address)
    ]
    # A table with a valid one of that name must have it when it is attached, so its parent must have it before.
    before = [child for link, child in children if between.makes(link.address) and not child.not_null_local]
    if any(child not in unchecked and not between.makes(child.address) for child in before):
        attached = []
    if not new and not attached:
        return
    constraint = _constraint(top)
    yield Late(
        constraint,
        add_not_null(top),
        (top.address, *(link.address for link, _ in children)),
        tuple(comments_on(between.new, [top, *(child for _, child in children)])),
        tuple(replace(column, not_null=False) for column in (top, *new)),
        frozenset(child.address for _, child in children),
        tuple(replace(child, not_null=False) for child in attached),
    )
    for link, child in children:
        above = between.new.objects[_column(link.of_type, link.of, child)]
        valid = child.not_null_valid and not _is_declared(child) and not vars(above)["not_null_valid"]
        if valid and between.makes(child.address):
            sql = f"ALTER TABLE {child.table} VALIDATE CONSTRAINT {child.not_null_name}"
            yield Late(_constraint(child), sql, (constraint,), (), (), frozenset())


def _is_declared(column: Column) -> bool:
    """Return True if CREATE TABLE of a child table says NOT NULL itself: it does with a column of the table's own."""
    return column.not_null_local and column.inherited_from is None


def _inheriting(column: Column, catalog: Catalog) -> Iterator[InheritedColumn]:
    """Yield the columns of child tables that inherit the NOT NULL, each with the link to its parent, parents first."""
    for link in links(catalog, column.parent):
        child = catalog.objects.get(_column(link.child_type, link.child, column))
        # One that was attached may have another name for it.
        if isinstance(child, Column) and (
            child.not_null_name == column.not_null_name or child.not_null_local
        ):
            yield link, child
            yield from _inheriting(child, catalog)


def _comes_unchecked(column: Column, between: Between) -> bool:
    """Return True if the column gets NOT NULL, and gets it NOT VALID."""
    had = None if between.makes(column.address) else between.was(column.address)
    return _is_unchecked(column) and not (isinstance(had, Column) and had.not_null)


def _is_unchecked(column: Column) -> bool:
    return column.not_null and not column.not_null_valid and not column.not_null_no_inherit


def _is_inherited(column: Column, catalog: Catalog) -> bool:
    """Return True if a parent passes a NOT NULL on to the column."""
    siblings = catalog.children.get(column.parent, ()) if column.parent else ()
    parents = (link for address in siblings if isinstance(link := catalog.objects[address], Inheritance))
    above = (catalog.objects.get(_column(link.of_type, link.of, column)) for link in parents)
    return any(isinstance(each, Column) and each.not_null and not each.not_null_no_inherit for each in above)


def _column(table_type: str, table: str, column: Column) -> Address:
    """Return the address of the column of the same name in another table."""
    return Address(COLUMN[table_type], f"{table}.{column.name}")


def _constraint(column: Column) -> Address:
    return Address(Constraint.kind, f"{column.not_null_name} on {column.table}")


def comments_on(catalog: Catalog, columns: Iterable[Column]) -> Iterator[Address]:
    """Yield the comments on the NOT NULL constraints of columns."""
    for column in columns:
        for address in sorted(catalog.children.get(column.address, ())):
            part = catalog.objects[address]
            if isinstance(part, Comment) and part.on.type == Constraint.kind:
                yield address
