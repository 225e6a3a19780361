"""Unique indexes that become keys: nothing is built for ``ADD CONSTRAINT ... USING INDEX``, and no row is read."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from schemadiff.interplay.between import Between
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.over_index import can_take_over, defined_over, index_columns
from schemadiff.model import Address, Catalog, Object


def taken_over(between: Between, creates: AbstractSet[Address]) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (key, index): keys that are created, and indexes like theirs that would be dropped."""
    used = set[Address]()
    for address in sorted(creates) if Index.kind in between.old.kinds else ():
        key = between.new.objects[address]
        if not isinstance(key, Constraint) or key.parent is None or not can_take_over(key):
            continue
        around = (between.old.objects[part] for part in between.old.children.get(key.parent, ()))
        like = [it for it in around if isinstance(it, Index) and _is_like(it, key) and it.address not in used]
        like = [it for it in like if it.address in between.drops and _is_free(it, key, between)]
        for index in sorted(like, key=lambda it: (it.name != key.name, it.name))[:1]:
            used.add(index.address)
            yield address, index.address


def is_unique_already(key: Object, start: Catalog) -> bool:
    """Return True for a key like a unique index of ``start``: its rows need not be compared."""
    if not isinstance(key, Constraint) or key.parent is None or not can_take_over(key):
        return False
    around = (start.objects[part] for part in start.children.get(key.parent, ()))
    return any(isinstance(it, Index) and _is_like(it, key) for it in around)


def as_over(key: Object, index: Object) -> Object:
    """Return the key as one that takes over the index."""
    assert isinstance(key, Constraint)
    assert isinstance(index, Index)
    return replace(key, definition=defined_over(key, index.name), options=[], tablespace=None)


def _is_like(index: Index, key: Constraint) -> bool:
    """Return True if PostgreSQL takes the index for the key as it is; a partitioned one it does not take."""
    if index.partitioned or key.partitioned or index.of or key.of or index.meaning or not index.valid:
        return False
    # A mark that only the index has would stay.
    marked = (index.clustered and not key.clustered) or (index.identifies and not key.identifies)
    if marked or index.statistics or index.tablespace != key.tablespace or index.options != key.options:
        return False
    return index.definition == f"CREATE UNIQUE INDEX ON {key.table} USING btree {index_columns(key)}"


def _is_free(index: Index, key: Constraint, between: Between) -> bool:
    """Return True unless the name that the index gives up is wanted by another object, which would have to wait."""
    name = ("pg_class", f"{index.schema}.{index.name}")
    return index.name == key.name or all(name not in obj.occupies() for obj in between.new.objects.values())
