"""Rows of a type that expressions make (``ROW(1, 2)::app.pair``): PostgreSQL keeps them as they were when the type changes.

It prints neither what of one has gone nor which type the rest had: what came is printed as NULL, and where an attribute
has another type by now the row fails whenever it is made (``ROW() column has type integer instead of type text``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemadiff.kinds.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.types import Composite
from schemadiff.kinds.view import View
from schemadiff.model import Address, Object

ROW = re.compile(r"(?<![\w$.])ROW\(")
WITH_ROWS = frozenset({Column.kind, Composite.kind, View.kind})
"""The types of what has rows, or is a part of what has."""


def kept_rows(changing: Iterable[Address], between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield what makes rows of a type, and that type, or what of it changes."""
    # A first plan makes a hundred thousand things, of which none changes rows that somebody makes: few are to be sorted.
    old, new = between.old.objects, between.new.objects
    found = [
        (a, of)
        for a in changing
        if a.type in WITH_ROWS and (of := _of(a, between)) and of in old and of in new
    ]
    for address, of in sorted(found):
        if of in between.drops:
            continue
        for catalog in (between.old, between.new):
            for maker in sorted(catalog.dependents.get(of, ())):
                if maker != address and any(map(ROW.search, expressions(catalog.objects[maker]))):
                    yield maker, address


def _of(address: Address, between: Between) -> Address | None:
    """The type of the rows that are others when something changes; None if none are."""
    old, new = between.old.objects.get(address), between.new.objects.get(address)
    match new or old:
        case Column(parent=parent):
            retyped = old is None or new is None or address in between.drops or new.disturbs(old)
            return parent if retyped else None
        case Composite() | View():
            return address if old is not None and new is not None else None
    return None


def may_make_rows(obj: Object) -> bool:
    """False of nearly everything; cheap, for it is asked of all that is made."""
    values = vars(obj)
    for name in obj.printed:
        if (value := values[name]) and "ROW(" in (value if isinstance(value, str) else " ".join(value)):
            return True
    return False


def expressions(obj: Object) -> Iterator[str]:
    """Yield what of an object PostgreSQL prints of trees."""
    for name in obj.printed:
        value = vars(obj)[name]
        yield from [value] if isinstance(value, str) else value or ()
