"""What PostgreSQL does for a foreign key and does not say: which of several keys it is bound to, and what its parts are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.table import Table
from schemadiff.model import Address, Catalog, Object

NUMBERED = re.compile(r'_fkey\d+"?$')
"""The end of the name that PostgreSQL chooses for a foreign key where the usual one is taken."""


def dropped_before_referenced(made: Object, between: Between) -> Iterator[Address]:
    """Yield the keys of the referenced table that a new foreign key could be bound to, so that they could not go any more."""
    if not isinstance(made, Constraint) or made.type != "f" or made.references is None:
        return
    for address in sorted(between.old.children.get(Address("table", made.references), ())):
        columns = _columns(between.old.objects[address]) if address in between.drops else ()
        if sorted(columns) == sorted(made.referenced_columns):
            yield address


def bound_to(catalog: Catalog) -> Iterator[str]:
    """Yield how pg_dump begins to make each key that a foreign key is bound to, where the table has another one like it."""
    for obj in catalog.objects.values():
        if not isinstance(obj, Constraint) or obj.type != "f" or obj.references is None:
            continue
        keys = (catalog.objects[each] for each in catalog.children.get(Address("table", obj.references), ()))
        alike = [key for key in keys if sorted(_columns(key)) == sorted(obj.referenced_columns)]
        for key in alike if len(alike) > 1 else ():
            if key.address in catalog.needs.get(obj.address, ()):
                yield from _made(key)


def _made(key: Object) -> Iterator[str]:
    match key:
        case Constraint(name=name, table=table):
            yield f" {table}\n    ADD CONSTRAINT {name} "
        case Index(name=name, table=table):
            yield from (f" INDEX {name} ON {only}{table} " for only in ("", "ONLY "))


def _columns(key: Object) -> list[str]:
    """Return the columns that are unique by it; none if it is no key that can be referenced."""
    match key:
        case Constraint(type="p" | "u"):
            return key.columns
        case Index(unique=True, partial=None):
            return [name or "" for name in key.keys]
        case _:
            return []


def numbered_before(made: Object, between: Between) -> Iterator[Address]:
    """Yield the constraints that get a name which PostgreSQL could choose for the parts of a foreign key, made after them.

    One that references a partitioned table has a part for each partition of that, in the same table, with a name of
    which nobody hears: the usual one, with a number where that is taken.
    """
    if (
        not isinstance(made, Constraint)
        or made.type != "f"
        or NUMBERED.search(made.name)
        or made.parent is None
    ):
        return
    whole = between.new.objects.get(Address(Table.kind, str(made.references)))
    if not isinstance(whole, Table) or whole.partition_by is None:
        return
    for address in sorted(between.new.children.get(made.parent, ())):
        other = between.new.objects[address]
        if isinstance(other, Constraint) and NUMBERED.search(other.name):
            yield address
