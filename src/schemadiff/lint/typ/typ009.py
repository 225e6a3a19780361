"""A column's type is a domain with a condition.

What
    A column whose type, or whose elements' type, is a domain with CHECK or NOT NULL.

Why
    ADD COLUMN of such a type rewrites the whole table, on every version up to 18, though the column is
    empty; ALTER DOMAIN reads every table that has it. And a domain that is NOT NULL can be NULL all the same,
    in an outer join.

Instead
        ALTER TABLE users ADD COLUMN email text,
            ADD CONSTRAINT users_email_check CHECK (email LIKE '%@%');
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.domain import DomainConstraint
from schemadiff.lint.columns import declared, domain_of
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "TYP009"
NAME = "domain-with-constraint"
SEVERITY = Severity.INFO
ON = Column


def check(column: Column, schema: Subject) -> Iterator[Finding]:
    """Yield the column if its type has a condition."""
    domain = domain_of(column, schema)
    if domain is None or not declared(column):
        return
    parts = (schema.whole.objects[part] for part in schema.whole.children.get(domain.address, ()))
    if not domain.not_null and not any(isinstance(part, DomainConstraint) for part in parts):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{column.identity} is {column.data_type}, a domain with a constraint: adding such a column "
        "rewrites the table",
        column.address,
        schema.place(column),
        f"{domain.base}, and a CHECK of the table",
    )
