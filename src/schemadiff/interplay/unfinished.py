"""Indexes that an interrupted CREATE INDEX CONCURRENTLY left: no query uses them, and pg_dump leaves them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from schemadiff.kinds.index import Index
from schemadiff.model import Address, Catalog


def unfinished(catalog: Catalog) -> Mapping[Address, Index]:
    """Return the invalid indexes, but for those of partitioned tables, which wait for the indexes of partitions."""
    return {
        address: obj
        for address, obj in catalog.objects.items()
        if isinstance(obj, Index) and not obj.valid and not obj.partitioned
    }


def lacking(copied: Catalog, current: Catalog) -> Iterator[tuple[str, str]]:
    """Yield for each that the copy from a dump lacks what makes it, and what marks it invalid, as a superuser only can."""
    for address, index in unfinished(current).items():
        if address not in copied.objects and index.parent in copied.objects:
            mark = f"UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = {_literal(index)}"
            yield ";\n".join(index.create()), mark


def finished(catalog: Catalog) -> Catalog:
    """Return the catalogue with these indexes valid: a way back cannot make an index that is not."""
    fresh = {address: replace(index, valid=True) for address, index in unfinished(catalog).items()}
    return replace(catalog, objects={**catalog.objects, **fresh}) if fresh else catalog


def _literal(index: Index) -> str:
    quoted = f"{index.schema}.{index.name}".replace("'", "''")
    return f"'{quoted}'::pg_catalog.regclass"
