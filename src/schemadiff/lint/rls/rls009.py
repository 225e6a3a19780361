"""A partition can be reached past the policies of its parent.

What
    A partition without ROW LEVEL SECURITY, of a table with it, in an exposed schema, on which an API role
    holds a privilege of its own (with ``require_rls = "all"``: whoever holds one).

Why
    The policies of a partitioned table hold for queries on it. Who queries a partition by its own name gets
    the rows that the partition's own policies let through, which without row level security is all of them.

Instead
    Take the privileges away, or enable it: queries through the parent do not need either.

        ALTER TABLE events_2026 ENABLE ROW LEVEL SECURITY;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.rls.rls001 import ROWS
from schemadiff.lint.roles import may
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS009"
NAME = "partition-rls-bypass"
SEVERITY = Severity.ERROR
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the partition if it is open while its parent is not."""
    if table.row_security or not schema.outside.exposed(table.schema) or not schema.guarded_by_parent(table):
        return
    if schema.policies.get(table.address) or not schema.outside.reached(table.address, *ROWS):
        return
    held = schema.outside.held(table.address, *ROWS)
    grants = f", and {may(held)} in all its rows" if held else ""
    yield Finding(
        CODE,
        SEVERITY,
        f"the policies of {table.partition_of} do not apply to queries on its partition {table.identity}{grants}",
        table.address,
        schema.place(table),
        f"ALTER TABLE {table.identity} ENABLE ROW LEVEL SECURITY;",
    )
