"""Stored generated columns that become plain ones: they keep their values if that comes before what they are computed from changes."""

from __future__ import annotations

from schemadiff.kinds.column import Column
from schemadiff.model import Address, Object


def is_set_free(before: Object, after: Object) -> bool:
    """Return True if ALTER COLUMN ... DROP EXPRESSION ends what the column depends on."""
    if not isinstance(before, Column) or not isinstance(after, Column):
        return False
    return before.generated_kind == "s" and not after.generated_kind


def is_held(before: Object, after: Object, needed: Address, version: int) -> bool:
    """Return True if the column is dropped with what it needed all the same: before 15, unless that is another column."""
    return version < 150000 and needed.type != Column.kind and is_set_free(before, after)
