"""The application owns a table, and policies do not hold for owners.

What
    A table with ROW LEVEL SECURITY and without FORCE, whose owner is one of ``app_roles``.

Why
    PostgreSQL does not ask the policies of a table for its owner. An application that logs in as the owner
    sees every row, and nobody notices until it must not.

Instead
        ALTER TABLE notes FORCE ROW LEVEL SECURITY;

    or let a role own it that only migrations log in as.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.roles import role_name
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS010"
NAME = "rls-not-forced"
SEVERITY = Severity.INFO
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table if its policies do not hold for the application."""
    owner = schema.outside.owner(table.address)
    if not table.row_security or table.force_row_security or owner is None:
        return
    if role_name(owner) not in map(role_name, schema.settings.app_roles):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"the policies of table {table.identity} do not apply to {owner}, which owns it",
        table.address,
        schema.place(table),
        f"ALTER TABLE {table.identity} FORCE ROW LEVEL SECURITY;",
    )
