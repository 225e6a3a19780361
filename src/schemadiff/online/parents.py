"""What tables above ask of a table at once, so that it cannot be NOT VALID until later."""

from __future__ import annotations

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.model import Object, Verb
from schemadiff.online.strategy import Place


def checked_by_a_parent(check: Object, place: Place) -> bool:
    """Return True if the table becomes a child of one with the same CHECK, which is valid and asks for a valid one."""
    if not isinstance(check, Constraint) or check.type != "c" or check.parent is None:
        return False
    return any(check.name in link.checks for link in place.above(check.parent) if place.attaches(link))


def asked_for_by_a_parent(column: Object, place: Place) -> bool:
    """Return True if a parent asks for NOT NULL: one that the table is attached to, or one that gets the column so."""
    if not isinstance(column, Column) or column.parent is None:
        return False
    for link in place.above(column.parent):
        above = place.desired.objects.get(link.above_column(column))
        made = Verb.CREATE in place.verbs.get(link.above_column(column), ())
        if isinstance(above, Column) and above.not_null and (made or place.attaches(link)):
            return True
    return False
