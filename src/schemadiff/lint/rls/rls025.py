"""The outside reads a foreign table, which no policy can protect.

What
    A foreign table of an exposed schema on which an API role holds SELECT.

Why
    Foreign tables have no row level security: who may read one reads every row that the other server shows to
    the user mapping.

Instead
        REVOKE SELECT ON remote_orders FROM anon, authenticated;

    and show what everybody may see through a view or a function with a condition.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.foreign_table import ForeignTable
from schemadiff.lint.roles import may
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS025"
NAME = "foreign-table-in-api"
SEVERITY = Severity.WARNING
ON = ForeignTable


def check(table: ForeignTable, schema: Subject) -> Iterator[Finding]:
    """Yield the foreign table if the outside reads it."""
    held = schema.outside.held(table.address, "SELECT")
    if not held or not schema.outside.exposed(table.schema):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{may(held)} foreign table {table.identity}, which can have no policies",
        table.address,
        schema.place(table),
        f"REVOKE SELECT ON {table.identity} FROM {', '.join(held)};",
        safe=True,
    )
