"""Something shows or ties down the platform's table of users.

What
    On Supabase: a view of an exposed schema that the outside may read, without ``security_invoker``, or a
    materialized view, over ``auth.users`` (an error); a foreign key to another column of ``auth.users`` than its
    ``id`` (a warning).

Why
    ``auth.users`` holds addresses, telephone numbers and metadata of everybody, and no policy of yours. Its other
    unique columns are the platform's to change: an update that drops such an index fails on your foreign key.

Instead
    Copy what is public into a table of your own, with policies, and refer to ``auth.users (id)``:

        CREATE TABLE profiles (id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE, name text);
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.view import MaterializedView, View
from schemadiff.lint.access import node_of
from schemadiff.lint.reach import invoker
from schemadiff.lint.subject import Subject
from schemadiff.lint.words import may
from schemadiff.model import Address, Finding, Severity

CODE = "SEC010"
NAME = "supabase-preset"
SEVERITY = Severity.ERROR
ON = View | MaterializedView | Constraint
USERS = Address("table", "auth.users")


def check(thing: View | MaterializedView | Constraint, schema: Subject) -> Iterator[Finding]:
    """Yield the view or constraint if it reaches into the platform's users."""
    if USERS in schema.catalog.objects or USERS not in schema.whole.objects:
        return  # Not a platform's, then
    yield from _constraint(thing, schema) if isinstance(thing, Constraint) else _view(thing, schema)


def _view(view: View | MaterializedView, schema: Subject) -> Iterator[Finding]:
    held = schema.held(view.address, "SELECT")
    if not held or not schema.exposed(view.schema) or not _shows_users(view.address, schema, set()):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{view.address} shows {USERS.identity}, and {may(held)} it",
        view.address,
        schema.place(view),
        f"REVOKE SELECT ON {view.identity} FROM {', '.join(held)};",
        safe=True,
    )


def _shows_users(view: Address, schema: Subject, seen: set[Address]) -> bool:
    seen.add(view)
    obj = schema.whole.objects.get(view)
    if (
        view == USERS
        or not isinstance(obj, View | MaterializedView)
        or (isinstance(obj, View) and invoker(obj))
    ):
        return view == USERS
    return any(_shows_users(a, schema, seen) for a in schema.refers_to.get(view, ()) if a not in seen)


def _constraint(constraint: Constraint, schema: Subject) -> Iterator[Finding]:
    if constraint.type != "f" or constraint.references != USERS.identity:
        return
    columns = [name.sval for name in node_of(constraint).pk_attrs or ()]
    if columns != ["id"]:
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{constraint.address} refers to {', '.join(columns)} of {USERS.identity}, which is the platform's to change",
            constraint.address,
            schema.place(constraint),
            f"refer to {USERS.identity} (id)",
        )
