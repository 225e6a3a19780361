"""Columns that a table has lost: PostgreSQL keeps their places, and what it makes of whole rows has to fit them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemadiff.errors import Refused
from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.rule import Rule
from schemadiff.model import Address, Object

RETURNING = re.compile(r"^  RETURNING ", re.MULTILINE)
"""How pg_get_ruledef() prints the clause."""
NONE = "PostgreSQL makes no such rule on a table that has lost a column"
ANEW = "in a migration of your own, create the table anew, copy its rows and drop the old one; or leave out RETURNING"


def returns_rows(obj: Object | None) -> bool:
    """Return True for a rule with RETURNING."""
    return isinstance(obj, Rule) and RETURNING.search(obj.definition) is not None


def refuse_returning(made: Object, between: Between) -> None:
    """Refuse a rule with RETURNING on a table that loses a column in the same plan.

    Raises:
        Refused: PostgreSQL takes only a list with as many columns as the table ever had, and none of a lost one.
    """
    if not returns_rows(made) or made.parent is None or between.makes(made.parent):
        return
    if lost := sorted(_lost(made.parent, between)):
        raise Refused(
            f"{made.address} has RETURNING, and {lost[0]} is dropped: {NONE}",
            hint=ANEW,
        )


def _lost(table: Address, between: Between) -> Iterator[Address]:
    for part in between.old.children.get(table, ()):
        if part in between.drops and isinstance(between.old.objects[part], Column):
            yield part
