"""A table has no primary key.

What
    A table, partitions aside, without PRIMARY KEY.

Why
    Nothing tells its rows apart: logical replication cannot update or delete them, duplicates come in
    unnoticed, and APIs have no way to address one row.

Instead
        ALTER TABLE notes ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;

    Logs and staging tables that are only appended to and read as a whole: an ignore with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "CON001"
NAME = "no-primary-key"
SEVERITY = Severity.WARNING
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table if it has none; a partition has its parent's."""
    if table.partition_of or any(c.type == "p" for c in schema.constraints.get(table.address, ())):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"table {table.identity} has no primary key",
        table.address,
        schema.place(table),
        f"ALTER TABLE {table.identity} ADD PRIMARY KEY (...);",
    )
