"""Columns of views that get another name in place, or have one that is ambiguous when the view is replaced in place."""

from __future__ import annotations

import re

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.view import View, ViewDefault
from schemadiff.model import Object

NAME = re.compile(r'"(?:[^"]|"")*"|[\w$]+')


def goes_with_its_columns(before: Object, after: Object, between: Between) -> bool:
    """Return True if a view has a privilege, comment or default on a column that gets another name.

    Under the new name the column would keep them, although the files may mean another column by it.
    """
    if not isinstance(before, View) or not isinstance(after, View) or before.columns == after.columns:
        return False
    renamed = after.renamed_columns(before)
    parts = (between.old.objects[each] for each in between.old.children.get(before.address, ()))
    return any(_column(part) & renamed.keys() for part in parts)


def names_what_goes(before: Object, after: Object, between: Between) -> bool:
    """Return True if a view joins by USING and names a column that is dropped as soon as the view is replaced.

    A column of several tables has no table's name before it (``FULL JOIN``, a join with an alias). Then another one of
    that name, which the view used so far, makes it ambiguous as long as it is there.
    """
    if not isinstance(before, View) or not isinstance(after, View) or " USING (" not in after.definition:
        return False
    used = (between.old.objects.get(each) for each in between.old.needs.get(before.address, ()))
    gone = {
        each.name for each in used if isinstance(each, Column) and each.address not in between.new.objects
    }
    return not gone.isdisjoint(NAME.findall(after.definition))


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
