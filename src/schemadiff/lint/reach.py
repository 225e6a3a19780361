"""The tables that a view or materialized view reads."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.kinds.view import View
from schemadiff.lint.subject import Subject
from schemadiff.model import Address

TRUE = ("on", "true", "yes", "1")


def invoker(view: View) -> bool:
    """True if the view has ``security_invoker`` and so reads with its caller's rights."""
    return any(option in {f"security_invoker={word}" for word in TRUE} for option in view.options)


def read_as_owner(relation: Address, schema: Subject, seen: set[Address] | None = None) -> Iterator[Table]:
    """Yield the tables that the relation reads with its owner's rights and that have the same owner."""
    seen = set() if seen is None else seen
    seen.add(relation)
    for address in sorted(schema.refers_to.get(relation, ())):
        obj = schema.whole.objects.get(address)
        if isinstance(obj, Table) and schema.outside.owner(address) == schema.outside.owner(relation):
            yield obj
        elif isinstance(obj, View) and address not in seen and not invoker(obj):
            yield from read_as_owner(address, schema, seen)


def read_as_caller(relation: Address, schema: Subject) -> Iterator[Table]:
    """Yield the tables that are read with the caller's rights: the relation itself, or through invoker views."""
    obj = schema.whole.objects.get(relation)
    if isinstance(obj, Table):
        yield obj
    elif isinstance(obj, View) and invoker(obj):
        for address in sorted(schema.refers_to.get(relation, ())):
            yield from read_as_caller(address, schema)
