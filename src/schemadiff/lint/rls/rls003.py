"""A table has row level security and no policy: nobody but its owner sees a row.

What
    A table with ROW LEVEL SECURITY and without any policy.

Why
    Without a policy every row is denied, without an error: queries find nothing. More often than not a
    policy was forgotten.

Instead
    Write the policies. Where nobody is meant to see a row, say so, with one policy or with an ignore:

        CREATE POLICY nobody ON notes USING (false);

A partition whose parent has row level security is reached through the parent, with the parent's policies:
there, none is right. For a policy that PostgreSQL refuses, another one stands here, and RLS013 speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS003"
NAME = "rls-enabled-no-policy"
SEVERITY = Severity.WARNING
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table if no policy lets anybody in."""
    if not table.row_security or schema.policies.get(table.address):
        return
    if schema.guarded_by_parent(table):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"table {table.identity} has row level security and no policy: only its owner sees rows",
        table.address,
        schema.place(table),
        f"CREATE POLICY ... ON {table.identity} TO ... USING (...);\nif that is intended: CREATE POLICY "
        f"nobody ON {table.identity} USING (false);",
    )
