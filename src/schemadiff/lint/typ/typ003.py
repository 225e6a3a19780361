"""A column pads its values with blanks.

What
    A column of type ``char(n)``, arrays of it included.

Why
    ``char(n)`` fills up with blanks, which take space and come back with the value, and which comparisons
    sometimes count and sometimes do not. It is no faster than ``text`` and does not make values ``n`` long.

Instead
        ALTER TABLE countries ALTER COLUMN code TYPE text,
            ADD CONSTRAINT countries_code_length CHECK (length(code) = 2);
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.lint.columns import declared, element, retyped
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "TYP003"
NAME = "ban-char-field"
SEVERITY = Severity.WARNING
ON = Column
PADDED = ("character", "bpchar")


def check(column: Column, schema: Subject) -> Iterator[Finding]:
    """Yield the column if its values are padded."""
    if element(column) not in PADDED or not declared(column):
        return
    array = "[]" if column.data_type.endswith("[]") else ""
    yield Finding(
        CODE,
        SEVERITY,
        f"{column.identity} is {column.data_type}, which is padded with blanks",
        column.address,
        schema.place(column),
        retyped(column, f"text{array}", schema),
    )
