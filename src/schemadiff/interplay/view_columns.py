"""Columns of views that get another name in place, and what is said of them by their name."""

from __future__ import annotations

from schemadiff.interplay.between import Between
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.view import View, ViewDefault
from schemadiff.model import Object


def goes_with_its_columns(before: Object, after: Object, between: Between) -> bool:
    """Return True if a view has a privilege, comment or default on a column that gets another name.

    Under the new name the column would keep them, although the files may mean another column by it.
    """
    if not isinstance(before, View) or not isinstance(after, View) or before.columns == after.columns:
        return False
    renamed = after.renamed_columns(before)
    parts = (between.old.objects[each] for each in between.old.children.get(before.address, ()))
    return any(_column(part) & renamed.keys() for part in parts)


def _column(part: Object) -> set[str]:
    """Return the names of the columns that the part of a view is about."""
    match part:
        case ViewDefault():
            return {part.name}
        case Privilege():
            return {column for column, _ in part.columns}
        case Comment() if part.parent and part.on.type == f"{part.parent.type} column":
            return {part.on.identity.removeprefix(f"{part.parent.identity}.")}
        case _:
            return set()
