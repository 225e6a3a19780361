"""Foreign keys that partitions have themselves, and not from their parents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Catalog


def own_references(catalog: Catalog) -> Iterator[tuple[str, int]]:
    """Yield how pg_dump adds each of them, after ALTER TABLE, and how many tables are above its own."""
    above = {
        link.below: link.above
        for link in catalog.objects.values()
        if isinstance(link, Inheritance) and link.bound
    }
    for key in catalog.objects.values():
        if isinstance(key, Constraint) and key.type == "f" and not key.of and key.parent in above:
            yield f" {key.table}\n    ADD CONSTRAINT {key.name} FOREIGN KEY ", _depth(key.parent, above)


def _depth(table: Address, above: Mapping[Address, Address]) -> int:
    depth = 0
    while table in above:
        table = above[table]
        depth += 1
    return depth
