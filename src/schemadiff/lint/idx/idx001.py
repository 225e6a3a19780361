"""A foreign key has no index that finds its rows.

What
    A foreign key without a valid btree or hash index, unique or primary key constraint that begins with its
    columns, in any order. A partial index counts if it leaves out nothing but NULLs of these columns.

Why
    PostgreSQL makes an index for the side that is referred to, not for the side that refers. Each DELETE of
    a parent, and each UPDATE of its key, then reads the whole child table under a lock, and so does each
    join. With CASCADE, SET NULL or SET DEFAULT, parents are meant to be deleted: that is an error; with
    NO ACTION and RESTRICT it is a warning.

Instead
        CREATE INDEX ON sends (campaign_id);

    Where parents are never deleted, an ignore with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.constraint import Constraint
from schemadiff.lint.lacking import foreign_key, index
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "IDX001"
NAME = "unindexed-foreign-keys"
SEVERITY = Severity.ERROR
ON = Constraint
ACTIONS = {"c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
"""What changes rows of the child when one of the parent goes or changes its key."""


def check(constraint: Constraint, schema: Subject) -> Iterator[Finding]:
    """Yield the constraint if it is a foreign key without an index."""
    columns = foreign_key(constraint, schema)
    if not columns or constraint.parent is None:
        return
    names = [schema.quoted(constraint.parent, column) for column in columns]
    acts = constraint.on_delete in ACTIONS or constraint.on_update in ACTIONS
    yield Finding(
        CODE,
        SEVERITY if acts else Severity.WARNING,
        f"no index of {constraint.table} begins with {listed(names)}: {_cost(constraint)}",
        constraint.address,
        schema.place(constraint),
        index(constraint.parent, columns, schema),
        ",".join(names),
        safe=True,
    )


def _cost(constraint: Constraint) -> str:
    parent = constraint.references or "the parent"
    if action := ACTIONS.get(constraint.on_delete):
        return f"each DELETE in {parent} reads the whole table (ON DELETE {action})"
    if action := ACTIONS.get(constraint.on_update):
        return f"each UPDATE of the key of {parent} reads the whole table (ON UPDATE {action})"
    return f"each DELETE in {parent} reads the whole table to see that nothing refers to the row"
