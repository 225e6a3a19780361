"""A table that the outside reaches has no row level security.

What
    A table in an exposed schema on which an API role holds a privilege, without ROW LEVEL SECURITY. With
    ``require_rls = "all"`` every table of an exposed schema counts, whoever holds privileges on it.

Why
    A grant is for all rows. Where the API lets everybody send queries, as PostgREST does, every row of such
    a table is everybody's to read, or to change.

Instead
    Enable it, and write policies for those who may see rows: without a policy nobody sees any. A table
    that is meant for everybody says so with an ignore and its reason.

        CREATE TABLE notes (id bigint PRIMARY KEY, author uuid NOT NULL, body text);
        ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON notes TO authenticated USING (author = (SELECT auth.uid()));

Partitions are RLS009's business; a table that has policies, RLS002's.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.roles import may
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS001"
NAME = "rls-disabled"
SEVERITY = Severity.ERROR
ON = Table
ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table if rows of it are open to the outside."""
    if table.row_security or table.partition_of or not schema.outside.exposed(table.schema):
        return
    if schema.policies.get(table.address) or not schema.outside.reached(table.address, *ROWS):
        return
    held = schema.outside.held(table.address, *ROWS)
    grants = f", and {may(held)} in all its rows" if held else ""
    yield Finding(
        CODE,
        SEVERITY,
        f"table {table.identity} has no row level security{grants}",
        table.address,
        schema.place(table),
        f"ALTER TABLE {table.identity} ENABLE ROW LEVEL SECURITY;\nthen a policy for each role that may "
        "see rows: without a policy, only the owner sees any",
    )
