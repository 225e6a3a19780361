"""Partitions that are tables of their own at first: attached with what they have, instead of made with what the parent has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import fields, replace
from typing import Any

from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.trigger import Trigger
from schemadiff.model import Address, Catalog, Object

FROM_PARENT = (
    "partition_of",
    "partition_bound",
    "inherited_from",
    "of",
    "link",
    "method_above",
    "space_above",
)
"""The fields that link a partition and its parts to the parent."""


def is_partition(table: Address, catalog: Catalog) -> bool:
    """Return True for a table that is a partition."""
    parts = (catalog.objects[address] for address in catalog.children.get(table, ()))
    return any(isinstance(part, Inheritance) and part.bound for part in parts)


def before_attaching(catalog: Catalog, tables: Collection[Address]) -> Catalog:
    """Return the catalogue before those partitions are attached."""
    gone = {a for a, obj in catalog.objects.items() if _comes_by_itself(obj, tables)}
    while more := {a for a, obj in catalog.objects.items() if a not in gone and _goes_with(obj, gone)}:
        gone |= more
    kept = {a: _detached(obj, tables) for a, obj in catalog.objects.items() if a not in gone}
    used = Counter(name for obj in kept.values() for name in obj.chosen())
    for address, obj in kept.items():
        # The parent has names that PostgreSQL would choose: unlike inherited ones, these must be said.
        if obj.parent in tables and any(used[name] > 1 for name in obj.chosen()):
            kept[address] = obj.told()
    pairs = frozenset(pair for pair in catalog.depends if pair[0] in kept and pair[1] in kept)
    return replace(catalog, objects=kept, depends=pairs, dies_with=catalog.dies_with & pairs)


def _comes_by_itself(obj: Object, tables: Collection[Address]) -> bool:
    """Return True for the link to the parent, and for a partition's copy of a trigger, which come with ATTACH PARTITION."""
    tie = isinstance(obj, Inheritance) and bool(obj.bound)
    return obj.parent in tables and (tie or (isinstance(obj, Trigger) and obj.of is not None))


def _goes_with(obj: Object, gone: Collection[Address]) -> bool:
    """Return True for a part of what is gone, and for the copies of a trigger in partitions further down."""
    return obj.parent in gone or (isinstance(obj, Trigger) and Address(obj.kind, str(obj.of)) in gone)


def _detached(obj: Object, tables: Collection[Address]) -> Object:
    if obj.address not in tables and obj.parent not in tables:
        return obj
    there = {field.name for field in fields(obj)}
    none: dict[str, Any] = dict.fromkeys(there.intersection(FROM_PARENT))
    if getattr(obj, "shares_identity", False):
        none |= dict.fromkeys(
            ("identity_kind", "identity_options", "identity_sequence", "identity_persistence")
        )
        none["shares_identity"] = False
    return replace(obj, **none) if none else obj
