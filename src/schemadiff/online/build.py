"""Building indexes and keys without blocking others: CONCURRENTLY, and on a partitioned table partition by partition.

PostgreSQL builds no index of a partitioned table CONCURRENTLY. An index ON ONLY that table has no rows to read; it
becomes valid as soon as each partition's index is attached to it, and these can be built one by one (manual, Table
Partitioning).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from schemadiff.kinds.attached import Attached
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.index_clauses import with_parameters
from schemadiff.kinds.over_index import index_columns, over_index
from schemadiff.model import Address, Catalog

Names = Mapping[Address, str]
"""The name of each index while it is built."""


def tree(catalog: Catalog, root: Attached) -> tuple[Attached, ...]:
    """Return an index or key and those of the partitions, each after the one that it is attached to."""
    found = [root]
    for whole in found:
        parts = (catalog.objects.get(address) for address in _parts(catalog, whole))
        found += [part for part in parts if isinstance(part, Attached)]
    return tuple(found)


def index(parts: Iterable[Index], names: Names) -> Iterator[tuple[str, ...]]:
    """Yield the units that build an index with the parts returned by ``tree``."""
    every = list(parts)
    yield from ((each.build(names[each.address]),) for each in every)
    schemas = {each.identity: (each.schema, names[each.address]) for each in every}
    for each in reversed(every):
        if each.of in schemas:
            whole, part = (".".join(map(str, schemas[identity])) for identity in (each.of, each.identity))
            yield (f"ALTER INDEX {whole} ATTACH PARTITION {part}",)


def key(parts: Iterable[Constraint]) -> Iterator[tuple[str, ...]]:
    """Yield the units that add a key with the parts returned by ``tree``."""
    every = list(parts)
    for each in every:
        if each.partitioned:
            yield (f"ALTER TABLE ONLY {each.table} ADD {each.inline(())}",)
        else:
            yield (unique_index(each, each.name),)
            yield (over_index(each, each.name), *each.finish())
    for each in reversed(every):
        if each.of_index is not None:
            yield (f"ALTER INDEX {each.of_index} ATTACH PARTITION {each.schema}.{each.name}",)


def unique_index(constraint: Constraint, name: str) -> str:
    """Return the statement that builds the index for a key."""
    space = f" TABLESPACE {constraint.tablespace}" if constraint.tablespace else ""
    clauses = f"{index_columns(constraint)}{with_parameters(constraint.options)}{space}"
    return f"CREATE UNIQUE INDEX CONCURRENTLY {name} ON {constraint.table} {clauses}"


def _parts(catalog: Catalog, whole: Attached) -> list[Address]:
    dependents = ((each, catalog.objects[each]) for each in catalog.dependents.get(whole.address, ()))
    return sorted(
        address
        for address, obj in dependents
        if isinstance(obj, Attached) and obj.kind == whole.kind and obj.of == whole.identity
    )
