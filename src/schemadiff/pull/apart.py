"""Partitions written as tables of their own that are attached, so that each of their parts keeps its name.

What PostgreSQL creates in a partition because its parent has it gets a name that PostgreSQL chooses, and files cannot
rename it. What the table already has when it is attached keeps its name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from schemadiff.diff.statements import statements
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.trigger import Trigger
from schemadiff.model import Address, Catalog, Object, Statement

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


def partitions(unsaid: Iterable[Statement], catalog: Catalog) -> Iterator[Address]:
    """Yield the partitions that are concerned by statements that no file may contain."""
    links = {obj.parent for obj in catalog.objects.values() if isinstance(obj, Inheritance) and obj.bound}
    for statement in unsaid:
        table = catalog.whole(statement.address) or statement.address
        if table in links:
            yield table


def said(nothing: Catalog, theirs: Catalog, attached: Collection[Address]) -> list[Statement]:
    """Return the statements that create a catalogue, with the given partitions attached after they were created."""
    if not attached:
        return statements(nothing, theirs, loosely=True)
    alone = _before_attaching(theirs, attached)
    return [*statements(nothing, alone, loosely=True), *statements(alone, theirs, loosely=True)]


def _before_attaching(theirs: Catalog, tables: Collection[Address]) -> Catalog:
    """Return the catalogue before those partitions are attached."""
    gone = {a for a, obj in theirs.objects.items() if _comes_by_itself(obj, tables)}
    while more := {a for a, obj in theirs.objects.items() if a not in gone and _goes_with(obj, gone)}:
        gone |= more
    kept = {a: _detached(obj, tables) for a, obj in theirs.objects.items() if a not in gone}
    pairs = frozenset(pair for pair in theirs.depends if pair[0] in kept and pair[1] in kept)
    return replace(theirs, objects=kept, depends=pairs, dies_with=theirs.dies_with & pairs)


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
