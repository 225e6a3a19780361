"""A column holds a time without saying in which time zone.

What
    A column of type ``timestamp`` or ``time with time zone``, arrays of them included.

Why
    ``timestamp`` keeps what the clock on the wall said, and forgets where: two clients in two zones store two
    values for one moment. ``timestamptz`` takes as much space and stores the moment. ``timetz`` has an
    offset and no date, so nobody can tell what daylight saving makes of it.

Instead
        ALTER TABLE notes ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'UTC';

    What is local on purpose, as opening hours, says so with an ignore.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "TYP001"
NAME = "prefer-timestamptz"
SEVERITY = Severity.WARNING
ON = Column
WITHOUT = re.compile(
    r"(?P<name>timestamp|time)(?P<digits>\(\d\))? (?P<zone>without|with) time zone(?P<array>\[\])?"
)
KINDS = (("timestamp", "without"), ("time", "with"))


def check(column: Column, schema: Subject) -> Iterator[Finding]:
    """Yield the column if its values are no moments."""
    found = WITHOUT.fullmatch(column.data_type)
    if found is None or (found["name"], found["zone"]) not in KINDS:
        return
    better = f"timestamptz{found['digits'] or ''}{found['array'] or ''}"
    head = f"ALTER TABLE {column.table} ALTER COLUMN {column.name} TYPE {better}"
    yield Finding(
        CODE,
        SEVERITY,
        f"{column.identity} is a {column.data_type}",
        column.address,
        schema.place(column),
        f"{head} USING {column.name} AT TIME ZONE 'UTC';"
        if found["name"] == "timestamp" and not found["array"]
        else better,
    )
