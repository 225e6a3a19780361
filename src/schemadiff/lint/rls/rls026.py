"""The outside holds privileges that no policy limits.

What
    A table with row level security on which an API or application role holds TRUNCATE, REFERENCES or TRIGGER.

Why
    Policies are for SELECT, INSERT, UPDATE and DELETE. TRUNCATE empties the table, whatever they say;
    REFERENCES tells which keys exist; TRIGGER runs code with the rights of whoever changes a row.

Instead
        REVOKE TRUNCATE, REFERENCES, TRIGGER ON notes FROM anon, authenticated;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.roles import may
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS026"
NAME = "truncate-bypasses-rls"
SEVERITY = Severity.WARNING
ON = Table
PAST_POLICIES = ("TRUNCATE", "REFERENCES", "TRIGGER")


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table if somebody may do to it what no policy is asked about."""
    if not table.row_security or not schema.outside.exposed(table.schema):
        return
    held = schema.outside.granted(table.address, *PAST_POLICIES, roles=schema.settings.app_roles)
    if not held:
        return
    rights = [right for right in PAST_POLICIES if any(right in theirs for theirs in held.values())]
    yield Finding(
        CODE,
        SEVERITY,
        f"{may(held)} on table {table.identity}, and no policy limits that",
        table.address,
        schema.place(table),
        f"REVOKE {', '.join(rights)} ON {table.identity} FROM {', '.join(held)};",
        safe=True,
    )
