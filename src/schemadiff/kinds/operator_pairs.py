"""Operators that name each other as commutator or negator, more than two of them as well (up to 16).

``pg_depend`` knows nothing of it. DROP OPERATOR takes its name from the one that it names, and CREATE OPERATOR gives it to
that one if it has no other name there; who else named it goes on to name what is no more (``OperatorUpd()``).
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.between import Between
from schemadiff.kinds.operator import Operator
from schemadiff.model import Address, Catalog, Object

ROLES = (0, 1)
"""Commutator and negator."""


def unnamed(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the operators that would go on to name one that goes, or would come to name one back, and why they are made anew."""
    for one in _operators(between.old):
        if between.makes(one.address):
            continue
        for role in ROLES:
            other = _named(one, role, between.old)
            if other is not None and other.address in between.drops and not _given_back(one, role, between):
                yield one.address, f"it names {other.address}, which is made anew"
    for one in _operators(between.new):
        for role in ROLES if between.makes(one.address) else ():
            other = _named(one, role, between.new)
            if other is not None and other.partners[role] is None and not between.makes(other.address):
                yield other.address, f"{one.address} names it, and it is not to name that"


def _given_back(one: Operator, role: int, between: Between) -> bool:
    """True if the other one names it, before and afterwards."""
    return all(_is_named_back(one, role, catalog) for catalog in (between.old, between.new))


def _is_named_back(one: Operator, role: int, catalog: Catalog) -> bool:
    other = _named(one, role, catalog)
    return other is not None and _named(other, role, catalog) == catalog.objects.get(one.address)


def named_before(obj: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield the operators that come before one, for otherwise it, or what it names, would name another one.

    What names one that is not there yet makes a shell of it; who fills that says for himself what he names.
    """
    if not isinstance(obj, Operator):
        return
    for role in ROLES:
        other = _named(obj, role, catalog)
        first = None if other is None else _named(other, role, catalog)
        if first is not None and first.address != obj.address and _is_named_back(first, role, catalog):
            yield first.address
        if obj.partners[role] is None:
            yield from (each.address for each in _operators(catalog) if each.partners[role] == obj.identity)


def _operators(catalog: Catalog) -> Iterator[Operator]:
    found = (
        catalog.objects[address] for address in sorted(a for a in catalog.objects if a.type == Operator.kind)
    )
    yield from (each for each in found if isinstance(each, Operator))


def _named(one: Operator, role: int, catalog: Catalog) -> Operator | None:
    """The operator that one names; None if it names none, or one that came with PostgreSQL."""
    partner = one.partners[role]
    found = catalog.objects.get(Address(one.kind, partner)) if partner else None
    return found if isinstance(found, Operator) else None
