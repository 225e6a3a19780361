"""Money is kept in a type that loses some of it.

What
    A column of type ``money``; and one of ``real`` or ``double precision`` whose name says that it is money.

Why
    Binary fractions cannot hold 0.10: sums are off by a cent, and equal amounts compare as different. What
    ``money`` means depends on the setting ``lc_monetary`` of whoever reads it: the same value is 10 dollars
    or 10 yen.

Instead
        ALTER TABLE orders ALTER COLUMN total TYPE numeric;

    which keeps every digit that is there; or whole cents in a ``bigint``, with the currency beside it. With a
    scale, as in ``numeric(12, 2)``, PostgreSQL rounds what has more digits: fractions of a cent are gone. Ratios and
    measures are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.lint.columns import declared, element, retyped, words
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.sql.identity import unquoted

CODE = "TYP006"
NAME = "ban-money-float"
SEVERITY = Severity.WARNING
ON = Column
FLOATS = ("real", "double precision")
OTHERS = frozenset(
    [
        "average",
        "avg",
        "bytes",
        "count",
        "days",
        "distance",
        "duration",
        "factor",
        "hours",
        "kg",
        "km",
        "meters",
        "minutes",
        "ms",
        "percent",
        "percentage",
        "points",
        "quantity",
        "rate",
        "ratio",
        "score",
        "seconds",
        "share",
        "size",
        "time",
        "weight",
        "years",
    ]
)
"""Words that make something else of a sum."""


def check(column: Column, schema: Subject) -> Iterator[Finding]:
    """Yield the column if it is money that gets lost."""
    kind = element(column)
    if not declared(column) or not (kind == "money" or (kind in FLOATS and _money(column, schema))):
        return
    array = "[]" if column.data_type.endswith("[]") else ""
    yield Finding(
        CODE,
        SEVERITY,
        f"{column.identity} is {column.data_type}"
        + (", whose meaning depends on lc_monetary" if kind == "money" else ", which cannot hold 0.10"),
        column.address,
        schema.place(column),
        retyped(column, f"numeric{array}", schema),
    )


def _money(column: Column, schema: Subject) -> bool:
    said = set(words(unquoted(column.name)))
    return bool(said & set(schema.option(CODE, NAME, "names"))) and not said & OTHERS
