"""Columns of joins, whose names are ambiguous while another column of that name is there.

A column of several tables has no table's name before it (``FULL JOIN ... USING``, a join with an alias).
"""

from __future__ import annotations

import re

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.routine import Function
from schemadiff.kinds.view import View
from schemadiff.model import Object

NAME = re.compile(r'"(?:[^"]|"")*"|[\w$]+')


def names_what_goes(before: Object, after: Object, between: Between) -> bool:
    """Return True if a query joins by USING and names a column that is dropped as soon as the query is replaced.

    The query used that column so far, so that it is still there when the new one is read.
    """
    if not isinstance(after, View | Function) or " USING (" not in after.definition:
        return False
    used = (between.old.objects.get(each) for each in between.old.needs.get(before.address, ()))
    gone = {
        each.name for each in used if isinstance(each, Column) and each.address not in between.new.objects
    }
    return not gone.isdisjoint(NAME.findall(after.definition))
