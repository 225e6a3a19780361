"""Partitions that PostgreSQL drops together with the partitioned table above them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from schemadiff.interplay.child_tables import links
from schemadiff.model import Address, Catalog


def dropped_with(table: Address, catalog: Catalog, detached: Container[Address]) -> Iterator[Address]:
    """Yield the partitions below a table that is dropped; ``detached`` has each Inheritance that is dropped before."""
    for link in links(catalog, table):
        if link.bound is not None and link.address not in detached:
            yield link.below
            yield from dropped_with(link.below, catalog, detached)


__all__ = ["dropped_with"]
