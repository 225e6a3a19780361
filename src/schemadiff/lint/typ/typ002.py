"""A column holds JSON as text.

What
    A column of type ``json``, arrays of it included.

Why
    ``json`` keeps the text and parses it again each time that somebody looks inside. It has no equality, so
    DISTINCT, GROUP BY and UNION fail on it, and no index can look into it. ``jsonb`` has all of that.

Instead
        ALTER TABLE notes ALTER COLUMN payload TYPE jsonb USING payload::jsonb;

    That rewrites the table, and keeps the last of repeated keys alone and neither the order nor the spacing of
    any, which a plan calls a loss. What must come back byte by byte, as a log of what somebody sent, says so with
    an ignore.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.lint.columns import declared, element, retyped
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "TYP002"
NAME = "prefer-jsonb"
SEVERITY = Severity.WARNING
ON = Column


def check(column: Column, schema: Subject) -> Iterator[Finding]:
    """Yield the column if its values are JSON that nobody can compare."""
    if element(column) != "json" or not declared(column):
        return
    wanted = column.data_type.replace("json", "jsonb")
    yield Finding(
        CODE,
        SEVERITY,
        f"{column.identity} is {column.data_type}, which has no equality and no index",
        column.address,
        schema.place(column),
        retyped(column, wanted, schema, f"{column.name}::{wanted}"),
    )
