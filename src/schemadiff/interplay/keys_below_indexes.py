"""Keys of partitions whose indexes are parts of the parents' plain unique indexes (``PRIMARY KEY`` below ``UNIQUE INDEX``).

PostgreSQL uses a key's index so if the key exists when the table is attached, or when the parent's index is created. Then
neither the key nor the parent's index can be dropped before the table is detached.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from schemadiff.interplay.between import Between
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


def waits_to_be_served(between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (later, key): the parent's index, and the attaching of a table, that must come after the key."""
    for key, whole, link, table in serving(between.new) if between.inherits else ():
        yield whole, key
        if not between.makes(table):
            yield link, key


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
