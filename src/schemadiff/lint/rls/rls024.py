"""A materialized view shows rows that the policies under it hide.

What
    A materialized view that the outside may read, over a table with row level security, directly or through
    views, where its owner owns the table as well.

Why
    It holds the rows that its owner saw at the last REFRESH, which is all of them, and cannot have policies.

Instead
        REVOKE SELECT ON totals FROM anon, authenticated;

    and show what everybody may see through a function or a view with a condition. What is meant for everybody,
    such as totals, says so with an ignore.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.view import MaterializedView
from schemadiff.lint.reach import read_as_owner
from schemadiff.lint.roles import may
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "RLS024"
NAME = "materialized-view-in-api"
SEVERITY = Severity.WARNING
ON = MaterializedView


def check(view: MaterializedView, schema: Subject) -> Iterator[Finding]:
    """Yield the materialized view if it goes past policies."""
    held = schema.outside.held(view.address, "SELECT")
    if not held or not schema.outside.exposed(view.schema):
        return
    tables = sorted({table.identity for table in read_as_owner(view.address, schema) if table.row_security})
    if not tables:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"materialized view {view.identity} shows rows of {listed(tables)}, whatever the policies say, and {may(held)} it",
        view.address,
        schema.place(view),
        f"REVOKE SELECT ON {view.identity} FROM {', '.join(held)};",
        safe=True,
    )
