"""Generated columns of partitions and other child tables with an expression other than their parent's (16).

A new partition says its expression when it is created, since setting it later drops constraints (``set_alone.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.column_expression import generated_always
from schemadiff.kinds.inheritance import Inheritance, links_by_parent
from schemadiff.model import Address, Catalog, Meaning, Object

OWN = 160000
"""The version since which a child table may have another expression."""


def own_expressions(link: Object, catalog: Catalog) -> Iterator[Column]:
    """Yield the columns of a child table whose expressions are not those of this parent."""
    if not isinstance(link, Inheritance) or catalog.version < OWN:
        return
    for address in sorted(catalog.children.get(link.below, ())):
        column = catalog.objects[address]
        if not isinstance(column, Column) or not column.generated:
            continue
        above = catalog.objects.get(link.above_column(column))
        if isinstance(above, Column) and above.generated and expression(above) != expression(column):
            yield column


def expression(column: Column) -> object:
    """Return what the expression says and means."""
    return column.generated, column.meaning


def as_expressed(made: Column, own: Object | None, link: Inheritance, new: Catalog) -> Column:
    """Return the column of a new partition, ``made`` as its parent's, with the expression that its CREATE says."""
    if not link.bound or not isinstance(own, Column) or own not in own_expressions(link, new):
        return made
    return replace(made, generated=own.generated, meaning=own.meaning)


def with_expressions(between: Between) -> Mapping[Address, Inheritance]:
    """Return the links of new partitions that have expressions of their own, as their CREATE TABLE says them."""
    found = {}
    for link in links_where_told(between):
        if not link.bound or not between.makes(link.below):
            continue
        if columns := [*own_expressions(link, between.new)]:
            lines = tuple(f"{column.name} {generated_always(column)}" for column in columns)
            found[link.address] = replace(link, expressed=lines, meaning=_together(columns))
    return found


def _together(columns: Sequence[Column]) -> Meaning | None:
    meanings = [column.meaning for column in columns if column.meaning]
    uses = tuple(use for each in meanings for use in each.uses)
    return Meaning(uses, ", ".join(filter(None, (each.path for each in meanings)))) if meanings else None


def links_where_told(between: Between) -> Sequence[Inheritance]:
    """Return all links, if child tables may have expressions of their own."""
    if between.new.version < OWN or not between.inherits:
        return ()
    return between.new.once(links_by_parent).get(None, ())


def needed_by_expressions(made: Object, between: Between) -> Iterator[Address]:
    """Yield what a partition's own expressions need before it is created."""
    if isinstance(made, Inheritance) and made.bound and between.makes(made.below):
        for column in own_expressions(made, between.new):
            yield from sorted(between.new.needs.get(column.address, ()))
