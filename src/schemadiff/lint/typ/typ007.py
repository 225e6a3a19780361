"""A column of a type that no upgrade carries over.

What
    A column of type ``regproc``, ``regprocedure``, ``regoper``, ``regoperator``, ``regconfig``,
    ``regdictionary``, ``regnamespace`` or ``regcollation``, arrays of them included.

Why
    They are numbers of objects, which another server has under other numbers: ``pg_upgrade`` refuses a
    database with such a column. ``regclass``, ``regtype`` and ``regrole`` it carries over.

Instead
        ALTER TABLE jobs ALTER COLUMN handler TYPE text;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.lint.columns import declared, domain_of, element, retyped
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "TYP007"
NAME = "unsupported-reg-types"
SEVERITY = Severity.ERROR
ON = Column
UNSUPPORTED = frozenset(
    f"reg{what}"
    for what in (
        "proc",
        "procedure",
        "oper",
        "operator",
        "config",
        "dictionary",
        "namespace",
        "collation",
    )
)


def check(column: Column, schema: Subject) -> Iterator[Finding]:
    """Yield the column if pg_upgrade would stop at it."""
    domain = domain_of(column, schema)
    kind = domain.base.removesuffix("[]") if domain else element(column)
    if kind not in UNSUPPORTED or not declared(column):
        return
    array = "[]" if column.data_type.endswith("[]") else ""
    yield Finding(
        CODE,
        SEVERITY,
        f"{column.identity} is {column.data_type}: pg_upgrade refuses databases that have it",
        column.address,
        schema.place(column),
        retyped(column, f"text{array}", schema),
    )
