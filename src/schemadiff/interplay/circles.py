"""Circles of objects: tables that foreign keys connect, and views that select from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from schemadiff.errors import Refused
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.view import View
from schemadiff.model import Address, Catalog, Object


def ties_among(tables: AbstractSet[Address], catalog: Catalog) -> Iterator[Address]:
    """Yield the foreign keys between two of ``tables``."""
    for address, key in sorted(catalog.objects.items()) if tables else ():
        ends = tied_together(key)
        if len(ends) == 2 and ends <= tables:
            yield address


def tied_together(key: Object) -> frozenset[Address]:
    """Return the tables that a foreign key connects; empty for other objects, and for keys inherited from a parent."""
    if not isinstance(key, Constraint) or key.type != "f" or key.of:
        return frozenset()
    return frozenset(Address("table", name) for name in (key.table, key.references) if name)


def dropped_at_once(circle: Sequence[Object]) -> str:
    """Return the statement that drops objects which need each other; empty if no single one can."""
    if not all(isinstance(obj, View) for obj in circle):
        return ""
    return f"DROP VIEW {', '.join(obj.identity for obj in circle)}"


def refuse_circle(circle: Sequence[Object | None]) -> None:
    """Refuse a circle of objects, each of which needs the next, if all of them are views.

    Raises:
        Refused: each view selects from the next, and PostgreSQL can answer none.
    """
    views = [obj for obj in circle if isinstance(obj, View)]
    if len(views) == len(circle) > 0:
        names = ", ".join(dict.fromkeys(view.identity for view in views))
        raise Refused(
            f"these views refer to each other in a cycle, so nobody can select from them: {names}",
            hint='PostgreSQL fails with "infinite recursion" whenever one of them is read: change one of them',
        )
