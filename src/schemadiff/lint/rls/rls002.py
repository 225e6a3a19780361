"""A table has policies, and row level security is off: the policies do nothing.

What
    A table with at least one policy, without ROW LEVEL SECURITY.

Why
    CREATE POLICY does not switch row level security on. The policies read as if they protected the table,
    and PostgreSQL applies none of them.

Instead
        ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import count

CODE = "RLS002"
NAME = "policy-exists-rls-disabled"
SEVERITY = Severity.ERROR
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table if its policies do nothing."""
    policies = schema.policies.get(table.address, ())
    if table.row_security or not policies:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"table {table.identity} has {count(len(policies), 'policy', 'policies')} without effect: row "
        "level security is off",
        table.address,
        schema.place(table),
        f"ALTER TABLE {table.identity} ENABLE ROW LEVEL SECURITY;",
        safe=True,
    )
