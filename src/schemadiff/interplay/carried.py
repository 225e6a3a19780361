"""What PostgreSQL repeats in child tables when it alters a part of their parent."""

from __future__ import annotations

from dataclasses import replace

from schemadiff.kinds.attached import Attached
from schemadiff.kinds.column import Column
from schemadiff.kinds.composite import Composite
from schemadiff.kinds.constraint import Constraint
from schemadiff.model import Object

NOT_CARRIED = frozenset(
    {
        "clustered", "compression", "fdw_options", "identifies", "identity_options", "identity_persistence", "identity_sequence",
        "name", "of", "options", "tablespace",
    }
)  # fmt: skip
"""Properties that ALTER changes in the named table only, not in its child tables."""


def carries(before: Object, after: Object) -> bool:
    """Return True unless it is an index, constraint or trigger that changes without its counterparts in children."""
    return not isinstance(after, Attached) or bool(_carried(before, after)) or _renames_all(before, after)


def _renames_all(before: Object, after: Object) -> bool:
    """Return True for a CHECK that gets another name, with all that are inherited from it."""
    if not isinstance(before, Constraint) or not isinstance(after, Constraint):
        return False
    return after.inheritable and before.name != after.name


def _carried(before: Object, after: Object) -> frozenset[str]:
    return after.changed(before) - NOT_CARRIED - {"identity", "parent"}


def altered_with_parent(before: Object, after: Object, child: Object) -> Object:
    """Return ``child`` after PostgreSQL has repeated in it the alteration of its parent's part.

    A column that declares NOT NULL itself keeps its own constraint.
    """
    if isinstance(after, Composite) and isinstance(child, Column):
        data_type, collation = after.attribute(child.name)
        return replace(child, data_type=data_type, collation=collation, storage=None, compression=None)
    names = _carried(before, after)
    if isinstance(child, Column) and not child.shares_identity:
        names -= {"identity_kind"}
    if "not_null_no_inherit" in names and isinstance(after, Column) and not after.not_null_no_inherit:
        names |= {"not_null", "not_null_name"}
    if (
        isinstance(child, Column)
        and child.not_null_local
        and isinstance(after, Column)
        and not after.not_null_valid
    ):
        # Its own constraint stays valid beside an inherited one that is NOT VALID.
        names -= {"not_null_valid"}
    if isinstance(before, Column) and names & {"data_type", "collation"} and _is_added_again(before, child):
        names |= {"not_null_valid"}
    if "not_null" in names and isinstance(child, Column) and child.not_null:
        names -= {"not_null"} if child.not_null_local else set()
        stays = child.not_null_local or (isinstance(after, Column) and after.not_null)
        names -= {"not_null_name"} if stays else set()
    if isinstance(child, Constraint) and isinstance(after, Constraint) and _renames_all(before, after):
        child = replace(child, name=after.name, identity=f"{after.name} on {child.table}")
    return replace(child, **{name: getattr(after, name) for name in names})


def _is_added_again(above: Column, child: Object) -> bool:
    """Return True if PostgreSQL adds the child's NOT NULL again with its parent's when that column is converted (18).

    Then it is as valid as that one, however it was before.
    """
    inherits = isinstance(child, Column) and child.not_null and not child.not_null_local
    return inherits and above.not_null and not above.not_null_no_inherit


def added_again(column: Object, child: Object) -> Object | None:
    """Return the child's column after its parent's was converted to a type made anew; None if it stays as it is."""
    if not isinstance(column, Column) or not isinstance(child, Column) or not _is_added_again(column, child):
        return None
    lost = child.not_null_valid and not column.not_null_valid
    return replace(child, not_null_valid=False) if lost else None
