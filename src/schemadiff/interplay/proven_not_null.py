"""Columns that become NOT NULL where a CHECK says already that they are: PostgreSQL then reads no rows (ALTER TABLE, SET NOT NULL)."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.model import Address, Catalog, Object

NOT_NULL = frozenset({"not_null", "not_null_name", "not_null_local", "not_null_no_inherit", "not_null_valid"})
UNCHECKED = ("NOT VALID", "NOT ENFORCED", "NO INHERIT")


def proofs(before: Object, after: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield the CHECKs of ``catalog`` that prove a column to be without NULL, if nothing changes but that it is NOT NULL."""
    if not isinstance(before, Column) or not isinstance(after, Column) or before.parent is None:
        return
    if before.not_null or not after.not_null or after.changed(before) - NOT_NULL:
        return
    for address in sorted(catalog.children.get(before.parent, ())):
        check = catalog.objects[address]
        if isinstance(check, Constraint) and _proves(check, before) and check.name != after.not_null_name:
            yield address


def _proves(check: Constraint, column: Column) -> bool:
    valid = check.type == "c" and not check.definition.endswith(UNCHECKED)
    return valid and check.expression == f"({column.name} IS NOT NULL)"
