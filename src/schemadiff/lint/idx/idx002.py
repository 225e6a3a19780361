"""Two indexes of a table are the same.

What
    A valid index with the keys, operator classes, collations, orders, predicate and INCLUDE columns of
    another one of its table. Of a unique index and a plain one it is the plain one.

Why
    Each costs space, cache and time with every change of a row, and one of them finds nothing that the other
    does not find.

Instead
    Remove one of the two from ``desired/``: ``plan`` then writes the statement that drops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemadiff.kinds.table import Table
from schemadiff.lint.removing import removed
from schemadiff.lint.shape import Shaped, alike
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "IDX002"
NAME = "duplicate-index"
SEVERITY = Severity.WARNING
ON = Table
KEPT_FIRST = {"p": 0, "u": 1}


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the indexes that another one of the table makes needless."""
    for one, twin in doubles(alike(table.address, schema)):
        obj = schema.whole.objects[one.access.address]
        yield Finding(
            CODE,
            SEVERITY,
            f"{one.access.address} is the same as {twin.access.address}",
            one.access.address,
            schema.place(obj),
            removed(one.access.address),
        )


def doubles(groups: Iterable[Sequence[Shaped]]) -> Iterator[tuple[Shaped, Shaped]]:
    """Yield each index that has a twin, and the twin that stays."""
    for group in groups:
        kept: list[Shaped] = []
        for one in sorted(group, key=_worth):
            twin = next((other for other in kept if _replaces(other, one)), None)
            if twin is None:
                kept.append(one)
            else:
                yield one, twin


def _worth(one: Shaped) -> tuple[int, bool, str]:
    """Primary key, unique constraint, unique index, any other; the shorter name first."""
    return (KEPT_FIRST.get(one.constraint, 2), not one.access.unique, one.access.address.identity)


def _replaces(other: Shaped, one: Shaped) -> bool:
    if one.shape != other.shape:
        return False
    # A plain index needs a twin; a unique one needs one that refuses the same rows.
    return not one.access.unique or (other.access.unique and other.distinct == one.distinct)
