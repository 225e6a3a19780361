"""Something shows or ties down the platform's table of users, or sends rows to everybody.

What
    On Supabase: a view of an exposed schema that the outside may read, without ``security_invoker``, or a
    materialized view, over ``auth.users`` (an error); a foreign key to another column of ``auth.users`` than its
    ``id`` (a warning); a table in the publication ``supabase_realtime`` that the outside may read, without row level
    security, in whatever schema it is (an error).

Why
    ``auth.users`` holds addresses, telephone numbers and metadata of everybody, and no policy of yours. Its other
    unique columns are the platform's to change: an update that drops such an index fails on your foreign key.
    Realtime sends each change of a published table to whoever may read it and asks, also from schemas that the API
    does not show.

    Buckets of storage and queues of pgmq are rows and calls, and in no file: nothing here looks at them.

Instead
    Copy what is public into a table of your own, with policies, and refer to ``auth.users (id)``:

        CREATE TABLE profiles (id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE, name text);
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.publication import PublishedTable
from schemadiff.kinds.table import Table
from schemadiff.kinds.view import MaterializedView, View
from schemadiff.lint.indexes import node_of
from schemadiff.lint.reach import invoker
from schemadiff.lint.roles import may
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity

CODE = "SEC010"
NAME = "supabase-preset"
SEVERITY = Severity.ERROR
ON = View | MaterializedView | Constraint | Table
REALTIME = "supabase_realtime"
USERS = Address("table", "auth.users")


def check(thing: View | MaterializedView | Constraint | Table, schema: Subject) -> Iterator[Finding]:
    """Yield the view or constraint if it reaches into the platform's users, and the table that is sent to everybody."""
    if USERS in schema.catalog.objects or USERS not in schema.whole.objects:
        return  # Not a platform's, then
    match thing:
        case Table():
            yield from _published(thing, schema)
        case Constraint():
            yield from _constraint(thing, schema)
        case _:
            yield from _view(thing, schema)


def _published(table: Table, schema: Subject) -> Iterator[Finding]:
    # The publication is the platform's, and what is in it is looked up.
    published = schema.whole.objects.get(PublishedTable.of(table.address, REALTIME))
    held = schema.outside.held(table.address, "SELECT")
    if published is None or table.row_security or not held:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"realtime sends every change of {table.identity}, which has no row level security, and {may(held)} it",
        table.address,
        schema.at.get(published.address) or schema.place(table),
        f"ALTER TABLE {table.identity} ENABLE ROW LEVEL SECURITY;\nthen a policy for each role that may see rows",
    )


def _view(view: View | MaterializedView, schema: Subject) -> Iterator[Finding]:
    held = schema.outside.held(view.address, "SELECT")
    if not held or not schema.outside.exposed(view.schema) or not _shows_users(view.address, schema, set()):
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
            f"{constraint.address} refers to {', '.join(columns)} of {USERS.identity}, which the platform may change",
            constraint.address,
            schema.place(constraint),
            f"refer to {USERS.identity} (id)",
        )
