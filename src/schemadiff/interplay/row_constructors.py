"""Expressions that construct rows (``ROW(1, 2)::app.pair``): PostgreSQL does not adapt them when the type changes.

It prints neither the value of a dropped attribute nor the old type of another: an added attribute is printed as NULL, and
a row with a retyped one fails in each evaluation (``ROW() column has type integer instead of type text``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.composite import Composite
from schemadiff.kinds.default import Default
from schemadiff.kinds.table import Table
from schemadiff.kinds.view import MaterializedView, View
from schemadiff.model import Address, Object

ROW = re.compile(r"(?<![\w$.])ROW\(")
HAVING_ROWS = frozenset({Table.kind, Composite.kind, View.kind})
"""The kinds of objects that have a row type."""
CHANGING_ROWS = frozenset({Column.kind, Composite.kind, View.kind})
"""The kinds of objects by whose change rows get another type."""


def kept_rows(
    changing: Iterable[Address], converted: AbstractSet[Address], between: Between
) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (user, changing): the objects that construct rows of a type, and what of the type changes.

    Materialized views that hold whole rows of a table are among them: under them PostgreSQL rewrites no table. Columns
    in ``converted`` get other values, and may keep their type by name.
    """
    if between.old.kinds.isdisjoint(HAVING_ROWS):
        return
    # Filter before sorting: most columns are created with their table.
    found = sorted(
        (a, of)
        for a in {*changing, *converted}
        if a.type in CHANGING_ROWS
        and (of := _changed_row_type(a, converted, between)) is not None
        and of not in between.drops
    )
    makers = {of: [*_makers(of, between)] for of in {of for _, of in found}}
    for address, of in found:
        rewrites = address in converted or _rewrites(address, between)
        yield from (
            (maker, address) for maker, makes in makers[of] if maker != address and (makes or rewrites)
        )


def _makers(of: Address, between: Between) -> Iterator[tuple[Address, bool]]:
    """Yield the objects that construct rows of a type, with True, or only hold rows of it."""
    for catalog in (between.old, between.new):
        for maker in sorted(catalog.dependents.get(of, ())):
            makes = _makes_rows(catalog.objects[maker])
            if makes or _holds_rows(catalog.objects[maker], of):
                yield maker, makes


def _makes_rows(obj: Object) -> bool:
    return any(map(ROW.search, expressions(obj)))


def _holds_rows(obj: Object, of: Address) -> bool:
    types = {of.identity, f"{of.identity}[]"}
    return isinstance(obj, MaterializedView) and any(type_ in types for _, type_ in obj.outcome)


def _rewrites(address: Address, between: Between) -> bool:
    """Return True for a column that gets another type, or is added with values of its own."""
    column = between.new.objects.get(address)
    if not isinstance(column, Column):
        return False
    if not between.makes(address) or column.generated_kind == "s" or column.identity_kind:
        return True
    # A constant makes PostgreSQL rewrite nothing, but it looks for such rows all the same.
    default = Address(Default.kind, f"for {column.identity}")
    return column.domain_over is not None or default in between.new.objects


def _changed_row_type(address: Address, converted: AbstractSet[Address], between: Between) -> Address | None:
    """Return the type that is there before and after, and whose rows differ after the object changes; None if none do."""
    old, new = between.old.objects, between.new.objects
    obj = new.get(address) or old.get(address)
    of = obj.parent if isinstance(obj, Column) else address
    if of is None or of not in old or of not in new:
        return None
    was, now = old.get(address), new.get(address)
    if was is None or now is None or address in between.drops:
        return of
    return None if isinstance(now, Column) and not (now.disturbs(was) or address in converted) else of


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
