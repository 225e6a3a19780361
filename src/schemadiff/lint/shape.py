"""Compares indexes by their definitions as PostgreSQL prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from pglast.stream import RawStream

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.lint.indexes import Access, definition_of, node_of
from schemadiff.lint.subject import Subject
from schemadiff.model import Address


class Shape(NamedTuple):
    """The definition of an index without its name: equal ones find the same rows in the same order."""

    method: str
    keys: tuple[str, ...]
    """Each with its collation, operator class and order, if they are not the column's defaults."""
    include: tuple[str, ...]
    where: str


class Shaped(NamedTuple):
    """An index and its shape."""

    access: Access
    shape: Shape
    distinct: bool
    """False for UNIQUE NULLS NOT DISTINCT."""
    constraint: str
    """``contype`` of the constraint that it belongs to; "" for an index of its own."""


def alike(table: Address, schema: Subject) -> Iterator[list[Shaped]]:
    """Yield the valid indexes of a table in groups with the same method and first column.

    Only these are parsed, and most tables have none.
    """

    def first(access: Access) -> tuple[str, str]:
        return access.method, access.columns[0] or ""

    valid = sorted((a for a in schema.accesses.get(table, ()) if a.valid), key=first)
    for _, group in groupby(valid, first):
        together = list(group)
        if len(together) > 1:
            yield [_shaped(access, table, schema) for access in together]


def _shaped(access: Access, table: Address, schema: Subject) -> Shaped:
    obj = schema.whole.objects[access.address]
    if isinstance(obj, Index):
        node = definition_of(obj)
        keys = _texts(node.indexParams)
        where = RawStream()(node.whereClause) if node.whereClause else ""
        shape = Shape(access.method, keys, _texts(node.indexIncludingParams), where)
        return Shaped(access, shape, not node.nulls_not_distinct, "")
    assert isinstance(obj, Constraint)
    node = node_of(obj)
    keys = tuple(schema.quoted(table, column) for column in access.columns if column)
    include = tuple(schema.quoted(table, name.sval) for name in node.including or ())
    return Shaped(access, Shape(access.method, keys, include, ""), not node.nulls_not_distinct, obj.type)


def _texts(elements: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(RawStream()(element) for element in elements or ())
