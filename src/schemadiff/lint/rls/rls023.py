"""A view shows rows that the policies under it hide.

What
    A view without ``security_invoker`` that the outside may read, over a table with row level security,
    directly or through other views, where the owner of the view owns the table as well. An info where all of these
    tables have FORCE ROW LEVEL SECURITY: then it depends on whether the owner has BYPASSRLS.

Why
    A view asks with the rights of its owner, and policies do not hold for the owner of a table: who may
    read the view sees every row.

Instead
        ALTER VIEW active SET (security_invoker = true);

    Before PostgreSQL 15: take the privilege away, or use a function.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.view import View
from schemadiff.lint.reach import invoker, read_as_owner
from schemadiff.lint.roles import may
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "RLS023"
NAME = "security-definer-view"
SEVERITY = Severity.ERROR
ON = View


def check(view: View, schema: Subject) -> Iterator[Finding]:
    """Yield the view if it goes past policies."""
    held = schema.outside.held(view.address, "SELECT")
    if not held or invoker(view) or not schema.outside.exposed(view.schema):
        return
    read = {t.identity: t for t in read_as_owner(view.address, schema) if t.row_security}
    tables = sorted(name for name, table in read.items() if not table.force_row_security) or sorted(read)
    if not tables:
        return
    forced = read[tables[0]].force_row_security
    shows = (
        f"shows the rows of {listed(tables)} that its owner may see"
        if forced
        else f"shows all rows of {listed(tables)}"
    )
    yield Finding(
        CODE,
        Severity.INFO if forced else SEVERITY,
        f"view {view.identity} {shows}, whatever the policies say about the current user, and {may(held)} it",
        view.address,
        schema.place(view),
        f"ALTER VIEW {view.identity} SET (security_invoker = true);"
        if schema.catalog.major >= 15
        else f"REVOKE SELECT ON {view.identity} FROM {', '.join(held)};",
        safe=schema.catalog.major >= 15,
    )
