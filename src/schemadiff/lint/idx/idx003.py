"""An index is the beginning of another one.

What
    A valid btree index, not unique and without INCLUDE columns, whose keys are the first ones of another
    index of the table, with the same operator classes, collations, orders and predicate.

Why
    The longer one finds the same rows. The shorter one costs space and time with every change of a row; it
    is worth that only where it is much smaller and much used. One that is somebody's twin is IDX002's business.

Instead
    Remove the shorter one from ``desired/``: ``plan`` then writes the statement that drops it.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.idx.idx002 import doubles
from schemadiff.lint.removing import removed
from schemadiff.lint.shape import Shape, alike
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "IDX003"
NAME = "redundant-index"
SEVERITY = Severity.INFO
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the indexes that a longer one of the table makes needless."""
    groups = [*alike(table.address, schema)]
    said = {one.access.address for one, _ in doubles(groups)}
    for group in groups:
        for one in group:
            longer = next((other for other in group if _begins(one.shape, other.shape)), None)
            if one.access.unique or longer is None or one.access.address in said:
                continue
            obj = schema.whole.objects[one.access.address]
            yield Finding(
                CODE,
                SEVERITY,
                f"{one.access.address} is a prefix of {longer.access.address}",
                one.access.address,
                schema.place(obj),
                removed(one.access.address),
            )


def _begins(shape: Shape, other: Shape) -> bool:
    if shape.method != "btree" or shape.include or shape.where != other.where:
        return False
    return len(shape.keys) < len(other.keys) and other.keys[: len(shape.keys)] == shape.keys
