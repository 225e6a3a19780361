"""A view shows rows that the policies under it hide.

What
    A view without ``security_invoker`` that the outside may read, over a table with row level security,
    directly or through other views, where the owner of the view owns the table as well.

Why
    A view asks with the rights of its owner, and policies do not hold for the owner of a table: who may
    read the view sees every row.

Instead
        ALTER VIEW active SET (security_invoker = true);

    Before PostgreSQL 15: take the privilege away, or use a function.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.kinds.view import View
from schemadiff.lint.subject import Subject
from schemadiff.lint.words import listed, may
from schemadiff.model import Address, Finding, Severity

CODE = "RLS023"
NAME = "security-definer-view"
SEVERITY = Severity.ERROR
ON = View
ON_WORDS = ("on", "true", "yes", "1")


def check(view: View, schema: Subject) -> Iterator[Finding]:
    """Yield the view if it goes past policies."""
    held = schema.held(view.address, "SELECT")
    if not held or _invoker(view) or not schema.exposed(view.schema):
        return
    tables = sorted({t.identity for t in _tables(view.address, schema, set()) if t.row_security})
    if not tables:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"view {view.identity} shows all rows of {listed(tables)}, whatever the policies say, and {may(held)} it",
        view.address,
        schema.place(view),
        f"ALTER VIEW {view.identity} SET (security_invoker = true);"
        if schema.catalog.major >= 15
        else f"REVOKE SELECT ON {view.identity} FROM {', '.join(held)};",
        safe=schema.catalog.major >= 15,
    )


def _invoker(view: View) -> bool:
    return any(option in {f"security_invoker={word}" for word in ON_WORDS} for option in view.options)


def _tables(view: Address, schema: Subject, seen: set[Address]) -> Iterator[Table]:
    """The tables that are asked with the rights of the view's owner, who is theirs as well."""
    seen.add(view)
    for address in schema.refers_to.get(view, ()):
        obj = schema.whole.objects.get(address)
        if isinstance(obj, Table) and schema.owner(address) == schema.owner(view):
            yield obj
        elif isinstance(obj, View) and address not in seen and not _invoker(obj):
            yield from _tables(address, schema, seen)
