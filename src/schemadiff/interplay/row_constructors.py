"""Expressions that construct rows (``ROW(1, 2)::app.pair``): PostgreSQL does not adapt them when the type changes.

It prints neither the value of a dropped attribute nor the old type of another: an added attribute is printed as NULL, and
a row with a retyped one fails in each evaluation (``ROW() column has type integer instead of type text``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.composite import Composite
from schemadiff.kinds.table import Table
from schemadiff.kinds.view import View
from schemadiff.model import Address, Object

ROW = re.compile(r"(?<![\w$.])ROW\(")
HAVING_ROWS = frozenset({Table.kind, Composite.kind, View.kind})
"""The kinds of objects that have a row type."""
CHANGING_ROWS = frozenset({Column.kind, Composite.kind, View.kind})
"""The kinds of objects by whose change rows get another type."""


def kept_rows(changing: Iterable[Address], between: Between) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (user, changing): the objects that construct rows of a type, and what of the type changes."""
    if between.old.kinds.isdisjoint(HAVING_ROWS):
        return
    # Filter before sorting: most columns are created with their table.
    found = (
        (a, of)
        for a in changing
        if a.type in CHANGING_ROWS and (of := _changed_row_type(a, between)) is not None
    )
    for address, of in sorted(found):
        if of in between.drops:
            continue
        for catalog in (between.old, between.new):
            makers = sorted(catalog.dependents.get(of, ()))
            yield from (
                (maker, address)
                for maker in makers
                if maker != address and _makes_rows(catalog.objects[maker])
            )


def _makes_rows(obj: Object) -> bool:
    return any(map(ROW.search, expressions(obj)))


def _changed_row_type(address: Address, between: Between) -> Address | None:
    """Return the type that is there before and after, and whose rows differ after the object changes; None if none do."""
    old, new = between.old.objects, between.new.objects
    obj = new.get(address) or old.get(address)
    of = obj.parent if isinstance(obj, Column) else address
    if of is None or of not in old or of not in new:
        return None
    was, now = old.get(address), new.get(address)
    if was is None or now is None or address in between.drops:
        return of
    return None if isinstance(now, Column) and not now.disturbs(was) else of


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
