"""Operators that reference each other as commutator or negator; up to 16 also more than two of them.

``pg_depend`` does not record these references. DROP OPERATOR clears the reference back in the operator that the dropped
one references, and CREATE OPERATOR sets it if it is empty; other references to a dropped one stay (``OperatorUpd()``):
``CREATE OPERATOR a.<~ (..., COMMUTATOR = OPERATOR(a.~>))`` makes ``<~`` the commutator of ``~>`` if that has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.interplay.between import Between
from schemadiff.kinds.operator import Operator
from schemadiff.model import Address, Catalog, Object

ROLES = (0, 1)
"""Commutator and negator."""


def unnamed(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the operators to create again, and why: they would reference a dropped operator, or an unwanted one."""
    for one in _operators(between.old):
        if between.makes(one.address):
            continue
        for role in ROLES:
            other = _named(one, role, between.old)
            if other is not None and other.address in between.drops and not _given_back(one, role, between):
                yield one.address, f"it refers to {other.address}, which is recreated"
    for one in _operators(between.new):
        for role in ROLES if between.makes(one.address) else ():
            other = _named(one, role, between.new)
            if other is not None and other.partners[role] is None and not between.makes(other.address):
                yield other.address, f"{one.address} refers to it, but it must not refer back"


def _given_back(one: Operator, role: int, between: Between) -> bool:
    """Return True if the other operator references ``one``, before and after."""
    return all(_is_named_back(one, role, catalog) for catalog in (between.old, between.new))


def _is_named_back(one: Operator, role: int, catalog: Catalog) -> bool:
    other = _named(one, role, catalog)
    return other is not None and _named(other, role, catalog) == catalog.objects.get(one.address)


def named_before(obj: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield the operators to create before ``obj``, so that no reference back is set to the wrong one.

    A reference to a missing operator creates a shell of it; the CREATE that fills the shell sets its own references.
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
    """Return the operator that ``one`` references in a role; None if it has none, or one outside of the catalogue."""
    partner = one.partners[role]
    found = catalog.objects.get(Address(one.kind, partner)) if partner else None
    return found if isinstance(found, Operator) else None
