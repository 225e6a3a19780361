"""Keys of partitions whose indexes are parts of the parents' plain unique indexes (``PRIMARY KEY`` below ``UNIQUE INDEX``).

PostgreSQL uses a key's index so if the key exists when the table is attached, or when the parent's index is created. Then
neither the key nor the parent's index can be dropped before the table is detached.
It uses the oldest index that will do, so the partition's own ones that are like the key's are dropped before and created
after.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from schemadiff.interplay.between import Between
from schemadiff.interplay.taking_over import Indexed, is_own, may_be_taken, taken_instead
from schemadiff.kinds.constraint import Constraint
from schemadiff.model import Address, Catalog


class Serving(NamedTuple):
    """A key, the parent's index that its own is a part of, and the Inheritance and table that connect them."""

    key: Address
    whole: Address
    link: Address
    table: Address


def not_to_serve(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the inheritances and parents' indexes to create again so that a key serves, or no longer does; and why."""
    if not between.inherits:
        return
    before, after = (set(serving(side)) for side in (between.old, between.new))
    for key, whole, link, _ in sorted(before):
        changes = {key, whole} & between.drops or not any(
            key == each.key and whole == each.whole for each in after
        )
        if changes and link in between.new.objects and not between.makes(link):
            yield link, f"{key} is attached to {whole}"
    for each in sorted(after - before):
        if between.makes(each.link) and between.makes(each.table) and not between.makes(each.whole):
            yield each.whole, f"{each.key} is attached to it"
        elif not between.makes(each.link) and not between.makes(each.whole):
            yield each.link, f"{each.key} is attached to {each.whole}"


def instead_of_keys(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield the partitions' own indexes and keys to create again, because one of them would serve instead of a key."""
    for key, _ in _coming(between):
        for other in taken_instead(key, between):
            kept = between.becomes(other.address)
            if kept and is_own(between.new.objects.get(kept)):
                yield other.address, f"{key.serves} would use its index"


def gone_before_keys(between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (later, dropped): what makes PostgreSQL choose an index, and those that it must not find then."""
    for key, chosen in _coming(between):
        for other in taken_instead(key, between):
            if other.address in between.drops:
                yield chosen, other.address


def waits_to_be_served(between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (later, earlier): what makes PostgreSQL choose an index after the key, and what it must not choose last."""
    for coming, chosen in _coming(between):
        for address in sorted(between.new.children.get(coming.parent, ())) if coming.parent else ():
            other = between.new.objects[address]
            if between.makes(address) and isinstance(other, Indexed) and is_own(other):
                yield from [(address, chosen)] if may_be_taken(other, coming) else []
    for key, whole, link, table in serving(between.new) if between.inherits else ():
        yield whole, key
        if not between.makes(table):
            yield link, key


def _coming(between: Between) -> Iterator[tuple[Constraint, Address]]:
    """Yield the keys that come to serve, and what makes PostgreSQL choose: the parent's index, or the attaching."""
    for address, whole, link, _ in serving(between.new) if between.inherits else ():
        key, chosen = between.new.objects[address], whole if between.makes(whole) else link
        before = None if between.makes(address) else between.was(address)
        served = before.serves if isinstance(before, Constraint) else None
        if isinstance(key, Constraint) and between.makes(chosen) and served != key.serves:
            yield key, chosen


def served_until(between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (later, tie): the key and the parent's index, which are dropped after the table is detached."""
    for key, whole, link, _ in serving(between.old) if between.inherits else ():
        yield from ((key, link), (whole, link))


def serving(catalog: Catalog) -> Iterator[Serving]:
    """Yield all such keys of a catalogue."""
    for address, key in catalog.objects.items():
        if not isinstance(key, Constraint) or not key.serves or key.parent is None:
            continue
        whole = Address("index", key.serves)
        above = catalog.objects.get(whole)
        if above is not None and above.parent is not None:
            link = Address("inheritance", f"{key.table} from {above.parent.identity}")
            yield Serving(address, whole, link, key.parent)
