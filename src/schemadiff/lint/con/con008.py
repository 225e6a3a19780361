"""A foreign key sets columns to NULL that may not be NULL.

What
    ON DELETE or ON UPDATE SET NULL on a foreign key with a NOT NULL column among those that it sets.

Why
    The DELETE of a parent that has children fails, with an error about the child's column (23502).

Instead
    Name the columns to set (since PostgreSQL 15), or cascade, or allow NULL:

        FOREIGN KEY (member_id, organization_id) REFERENCES members (id, organization_id)
            ON DELETE SET NULL (member_id)
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.constraint import Constraint
from schemadiff.lint.columns import set_to_null
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "CON008"
NAME = "fk-set-null-on-not-null"
SEVERITY = Severity.ERROR
ON = Constraint


def check(constraint: Constraint, schema: Subject) -> Iterator[Finding]:
    """Yield the foreign key if what it does must fail."""
    if constraint.type != "f" or constraint.parent is None:
        return
    for event, names in set_to_null(constraint):
        columns = [schema.column(constraint.parent, name) for name in names]
        fixed = [column.name for column in columns if column and column.not_null]
        if fixed:
            yield Finding(
                CODE,
                SEVERITY,
                f"ON {event} SET NULL of {constraint.identity} must fail: {listed(fixed)} may not be NULL",
                constraint.address,
                schema.place(constraint),
                f"ON {event} CASCADE, or SET NULL for columns that may be NULL",
                event,
            )
