"""Objects that store values which a function has computed: replacing the function does not compute them again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.domain import DomainConstraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.routine import Aggregate, Function
from schemadiff.kinds.table import Table
from schemadiff.kinds.text_search import TextSearchConfiguration, TextSearchDictionary
from schemadiff.kinds.view import MaterializedView, View
from schemadiff.model import Address, Catalog, Object

BODY = re.compile(r"^(?:AS |RETURN |BEGIN ATOMIC)", re.MULTILINE)
"""Where the body of a function begins in its printed definition, after the attributes."""

HOW = ("SSPACE", "MSSPACE", "PARALLEL")
"""The options of an aggregate that change how it computes, but not what."""


class Kept(NamedTuple):
    """An object that stores computed values, and the statement that computes them again."""

    address: Address
    again: str


def computes_otherwise(old: Object, new: Object) -> bool:
    """Return True if the changed function may return other values, or if what functions look up has changed."""
    if isinstance(new, TextSearchConfiguration | TextSearchDictionary | View):
        return bool(new.changed(old) - {"options"}) if isinstance(new, View) else new != old
    if isinstance(old, Aggregate) and isinstance(new, Aggregate):
        return _computing(old) != _computing(new)
    if not isinstance(old, Function) or not isinstance(new, Function):
        return False
    return (old.language, old.settings, _body(old)) != (new.language, new.settings, _body(new))


def _computing(aggregate: Aggregate) -> list[str]:
    return [option for option in aggregate.options if not option.startswith(HOW)]


def _body(function: Function) -> str:
    found = BODY.search(function.definition)
    return function.definition[found.start() :] if found else function.definition


def kept_of(function: Address, catalog: Catalog, made: AbstractSet[Address]) -> Iterator[Kept]:
    """Yield the objects that store values of ``function``, even indirectly; those in ``made`` store none yet."""
    todo, seen = [function], {function}
    while todo:
        for address in sorted(catalog.dependents.get(todo.pop(), ())):
            if address in seen or address in made:
                continue
            seen.add(address)
            if again := _again(catalog.objects[address]):
                yield Kept(address, again)
            elif not isinstance(catalog.objects[address], Column | Table):
                todo.append(address)


def _again(obj: Object) -> str | None:
    """Return how the values that ``obj`` stores are computed or checked again; None if it stores none."""
    again: str | None
    match obj:
        case Index():
            again = f"REINDEX INDEX {obj.identity}"
        case MaterializedView():
            again = f"REFRESH MATERIALIZED VIEW {obj.identity}"
        case Column(generated_kind="s"):
            again = f"UPDATE {obj.table} SET {obj.name} = DEFAULT"
        case Constraint(type="x"):
            again = f"REINDEX INDEX {obj.schema}.{obj.name}"
        case Constraint(type="c"):
            definition = f"ADD CONSTRAINT {obj.name} {obj.definition}"
            again = f"ALTER TABLE {obj.table} DROP CONSTRAINT {obj.name}, {definition}"
        case DomainConstraint():
            alter = f"ALTER DOMAIN {obj.domain}"
            again = f"{alter} DROP CONSTRAINT {obj.name}; {alter} ADD CONSTRAINT {obj.name} {obj.definition}"
        case Table(partition_by=str()):
            again = f"move the rows of {obj.identity} that now belong to other partitions"
        case _:
            again = None
    return again
