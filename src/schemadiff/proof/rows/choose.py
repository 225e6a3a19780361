"""Which tables to seed with rows, and which losses a plan announces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import altered_in_children
from schemadiff.interplay.dropped_partitions import dropped_with
from schemadiff.interplay.nested_types import holders_of_rows
from schemadiff.interplay.of_types import gone_with_attributes
from schemadiff.interplay.zoned import by_time_zone
from schemadiff.model import Address, Catalog, Object, Statement, Verb

FEW = 300
"""With up to this many objects with data, every table that stays is seeded; with more, those that the plan touches.

A table costs 1.4 ms, so that 1,000 would make the proof of a one-line change twice as long.
"""


def kept(current: Catalog, desired: Catalog, statements: Sequence[Statement]) -> frozenset[Address]:
    """Return the objects whose parts hold values and that exist before and after the plan; if many, those that it touches."""
    stay = {
        obj.parent
        for obj in current.objects.values()
        if obj.parent is not None
        and obj.parent in desired.objects
        and obj.loss
        and current.objects[obj.parent].loss
    }
    return frozenset(stay if len(stay) <= FEW else stay & touched(current, statements))


def touched(current: Catalog, statements: Iterable[Statement]) -> set[Address]:
    """Return the objects that the statements are about, their dependents, and the wholes that these are parts of."""
    found = _with_dependents(current, (s.address for s in statements))
    found |= {s.part_of for s in statements if s.part_of is not None}
    return found | {whole for address in found for whole in _wholes(current, address)}


def announced(
    current: Catalog, statements: Sequence[Statement], desired: Catalog | None = None
) -> frozenset[str]:
    """Return the identities of objects that statements declare as lost, and of those that depend on them.

    Values that the statements convert by the session's time zone on the way to ``desired`` change without being lost,
    so they count as well.
    """
    losing = [s for s in statements if s.effects.loses_data or _converted(s.address, current, desired)]
    typed = (
        gone_with_attributes(obj, s.sql, current)
        for s in losing
        if (obj := current.objects.get(s.address)) is not None
    )
    dropped = [s.address for s in statements if s.verb is Verb.DROP]
    parts = (dropped_with(s.address, current, dropped) for s in losing if s.verb is Verb.DROP)
    lost = _with_dependents(
        current, (*(s.address for s in losing), *chain.from_iterable(typed), *chain.from_iterable(parts))
    )
    between = Between(current, current, frozenset())
    inside = (holders_of_rows(obj, between) for a in lost if (obj := current.objects.get(a)) is not None)
    return frozenset(address.identity for address in (*lost, *chain.from_iterable(inside)))


def _converted(address: Address, current: Catalog, desired: Catalog | None) -> bool:
    old, new = current.objects.get(address), desired.objects.get(address) if desired else None
    return old is not None and new is not None and bool(by_time_zone(old, new))


def _with_dependents(current: Catalog, addresses: Iterable[Address]) -> set[Address]:
    found: set[Address] = set()
    todo = list(addresses)
    while todo:
        address = todo.pop()
        if address not in found:
            found.add(address)
            todo += current.dependents.get(address, ())
            todo += (child.address for child in _inheriting(current, address))
    return found


def _inheriting(current: Catalog, address: Address) -> Iterator[Object]:
    if obj := current.objects.get(address):
        yield from altered_in_children(obj, Between(current, current, frozenset()))


def _wholes(current: Catalog, address: Address) -> Iterator[Address]:
    obj = current.objects.get(address)
    while obj is not None and obj.parent is not None:
        yield obj.parent
        obj = current.objects.get(obj.parent)
