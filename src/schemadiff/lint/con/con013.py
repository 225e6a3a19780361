"""A sequence of the database will soon have no number left.

What
    A sequence that has come more than 70 percent of the way to the last number that it, or the column that
    it fills, can have. One that starts over (CYCLE) does not count.

Why
    Then every INSERT fails, and to widen the column rewrites the table under a lock that keeps everybody out.

Instead
    Widen it while there is time:

        ALTER TABLE notes ALTER COLUMN id TYPE bigint;

Needs a database in use (``--live``).
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.observed import LiveSequence
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity

CODE = "CON013"
NAME = "sequence-overflow"
SEVERITY = Severity.WARNING
ON = LiveSequence
PERCENT = 70


def check(sequence: LiveSequence, schema: Subject) -> Iterator[Finding]:
    """Yield the sequence if its end is near."""
    if sequence.last is None or sequence.cycle or sequence.last * sequence.limit <= 0:
        return
    used = 100 * sequence.last // sequence.limit
    if used <= PERCENT:
        return
    column = Address("table column", sequence.column) if sequence.column else None
    yield Finding(
        CODE,
        SEVERITY,
        f"sequence {sequence.address.identity} has reached {sequence.last}, {used} % of its limit {sequence.limit}"
        + (f", the end of {column.identity}" if column else ""),
        sequence.address,
        schema.at.get(column or sequence.address) or schema.at.get(sequence.address),
        "change the column to bigint, in a migration of its own, because it rewrites the table"
        if column
        else f"ALTER SEQUENCE {sequence.address.identity} AS bigint MAXVALUE ...;",
    )
