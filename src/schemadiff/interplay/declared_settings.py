"""Columns that a new child table declares, and that get storage and compression from its parent's all the same."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.column_settings import Settings, settings
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Object


def settings_of_declared(made: Object, between: Between) -> Iterator[str]:
    """Yield what gives the columns that a new table declares the usual settings, where they get others from a parent's."""
    if not between.inherits:
        return
    parts = [between.new.objects[part] for part in sorted(between.new.children.get(made.address, ()))]
    links = [part for part in parts if isinstance(part, Inheritance) and not part.bound]
    for column in parts if links else ():
        if isinstance(column, Column) and column.inherited_from is None:
            yield from _as_usual(column, links, between)


def _as_usual(column: Column, links: list[Inheritance], between: Between) -> Iterator[str]:
    every = [between.new.objects.get(link.above_column(column)) for link in links]
    above = [each for each in every if isinstance(each, Column)]
    storage = None if column.storage else next((each.storage for each in above if each.storage), None)
    method = (
        None if column.compression else next((each.compression for each in above if each.compression), None)
    )
    was = Settings(storage or column.storage, method or column.compression, column.statistics, column.options)
    yield from settings(
        f"ALTER TABLE ONLY {column.table} ALTER COLUMN {column.name}", column, was, column.usual_storage
    )
