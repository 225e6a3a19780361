"""Identities that partitions share with their whole (17), where a partition is divided itself.

ATTACH PARTITION gives the identity to the attached table alone: its own partitions refuse INSERT without a value from
then on, and PostgreSQL refuses to detach the table. One that is attached to it afterwards gets the identity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import links
from schemadiff.kinds.column import Column
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog, Object

SHARED = 170000
"""The version since which partitions share it."""


def without_identity(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the inheritances of partitions to make again so that they get the identity of their whole, and why."""
    if not between.inherits or between.new.version < SHARED:
        return
    passing = _with_identity(between.new)
    for link in links(between.new, None) if passing else ():
        if link.bound is None or link.above not in passing:
            continue
        if not between.makes(link.address):
            if _lacks_identity(link, between):
                yield link.address, f"{link.below} lacks the identity of {link.above}"
            continue
        for part in links(between.new, link.below):
            if part.address in between.old.objects and not between.makes(part.address):
                yield part.address, f"{link.below} gets the identity of {link.above} when it is attached"


def attached_after_whole(made: Object, between: Between) -> Iterator[Address]:
    """Yield the inheritance of the table above, if a partition gets an identity from there only when it comes later."""
    if not isinstance(made, Inheritance) or between.new.version < SHARED:
        return
    for address in sorted(between.new.children.get(made.above, ())):
        link = between.new.objects[address]
        if isinstance(link, Inheritance) and link.bound and between.makes(address):
            columns = map(between.new.objects.get, between.new.children.get(link.above, ()))
            if any(_is_identity(column) for column in columns):
                yield address


def turns(catalog: Catalog) -> Iterator[tuple[str, int]]:
    """Yield how pg_dump attaches each partition of a table with an identity, and its turn: after its whole if it has that."""
    passing = _with_identity(catalog) if catalog.version >= SHARED else ()
    divided = {link.below: link for link in links(catalog, None) if link.bound} if passing else {}
    for link in divided.values():
        if link.above in passing:
            yield f" {link.of} ATTACH PARTITION {link.child} ", _turn(link, divided, passing)


def _turn(
    link: Inheritance, divided: Mapping[Address, Inheritance], passing: Collection[Address | None]
) -> int:
    whole = divided.get(link.above)
    if whole is None:
        return 0
    return _turn(whole, divided, passing) + (1 if link.below in passing else -1)


def _with_identity(catalog: Catalog) -> frozenset[Address | None]:
    """Return the tables with an identity, also one that they share."""
    return frozenset(obj.parent for obj in catalog.objects.values() if _is_identity(obj))


def _lacks_identity(link: Inheritance, between: Between) -> bool:
    """Return True if a partition has no identity where the same one is to have it."""
    columns = (between.new.objects[a] for a in between.new.children.get(link.below, ()))
    shared = (c for c in columns if isinstance(c, Column) and c.identity_kind and c.shares_identity)
    own = (between.was(c.address) for c in shared if not between.makes(c.address))
    above = (
        between.old.objects.get(link.above_column(c))
        for c in own
        if isinstance(c, Column) and not c.identity_kind
    )
    # Where the whole gets it now, its partitions do as well.
    return any(map(_is_identity, above))


def _is_identity(obj: Object | None) -> bool:
    return isinstance(obj, Column) and obj.identity_kind is not None
