"""Expressions that construct rows (``ROW(1, 2)::app.pair``): PostgreSQL does not adapt them when the type changes.

It prints neither the value of a dropped attribute nor the old type of another: an added attribute is printed as NULL, and
a row with a retyped one fails in each evaluation (``ROW() column has type integer instead of type text``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.types import Composite
from schemadiff.kinds.view import View
from schemadiff.model import Address, Object

ROW = re.compile(r"(?<![\w$.])ROW\(")
WITH_ROWS = frozenset({Column.kind, Composite.kind, View.kind})
"""The kinds of objects that have a row type, or are a part of one."""


def kept_rows(changing: Iterable[Address], between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (user, changing): the objects that construct rows of a type, and what of the type changes."""
    # Filter before sorting: a first plan creates a hundred thousand objects, of which none changes such rows.
    old, new = between.old.objects, between.new.objects
    found = [
        (a, of)
        for a in changing
        if a.type in WITH_ROWS and (of := _changed_row_type(a, between)) and of in old and of in new
    ]
    for address, of in sorted(found):
        if of in between.drops:
            continue
        for catalog in (between.old, between.new):
            for maker in sorted(catalog.dependents.get(of, ())):
                if maker != address and any(map(ROW.search, expressions(catalog.objects[maker]))):
                    yield maker, address


def _changed_row_type(address: Address, between: Between) -> Address | None:
    """Return the type whose rows differ after the object changes; None if none do."""
    old, new = between.old.objects.get(address), between.new.objects.get(address)
    match new or old:
        case Column(parent=parent):
            retyped = old is None or new is None or address in between.drops or new.disturbs(old)
            return parent if retyped else None
        case Composite() | View():
            return address if old is not None and new is not None else None
    return None


def may_make_rows(obj: Object) -> bool:
    """Return False for nearly every object; cheap, as it is called for each that is created."""
    values = vars(obj)
    for name in obj.printed:
        if (value := values[name]) and "ROW(" in (value if isinstance(value, str) else " ".join(value)):
            return True
    return False


def expressions(obj: Object) -> Iterator[str]:
    """Yield the expressions of an object that PostgreSQL prints from parse trees."""
    for name in obj.printed:
        value = vars(obj)[name]
        yield from [value] if isinstance(value, str) else value or ()
