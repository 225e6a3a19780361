"""An index is of a kind that does not serve its column.

What
    A btree index, not unique, that begins with an array, ``jsonb`` or ``tsvector`` column; one without a
    predicate on nothing but a ``boolean``.

Why
    btree compares whole values: it finds equal documents, not what is inside one, as ``@>``, ``?`` and ``@@`` ask.
    A boolean has two values, each of which is half of the table to find.

Instead
        CREATE INDEX ON notes USING gin (tags);
        CREATE INDEX ON notes (created_at) WHERE published;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.index import Index
from schemadiff.lint.indexes import of_index
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "IDX008"
NAME = "index-wrong-access-method"
SEVERITY = Severity.INFO
ON = Index
INSIDE = ("jsonb", "tsvector")


def check(index: Index, schema: Subject) -> Iterator[Finding]:
    """Yield the index if another kind would serve."""
    if index.unique or index.method != "btree" or index.parent is None:
        return
    columns = of_index(index).columns
    column = schema.column(index.parent, columns[0]) if columns[0] else None
    if column is None:
        return
    if column.data_type.endswith("[]") or column.data_type in INSIDE:
        why = f"finds equal values of {column.name} ({column.data_type}), not what is inside one"
        instead = f"in its place: CREATE INDEX ON {index.table} USING gin ({column.name});"
    elif column.data_type == "boolean" and len(columns) == 1 and index.partial is None:
        why = f"has only two values of {column.name} to distinguish"
        instead = f"in its place: CREATE INDEX ON {index.table} (...) WHERE {column.name};"
    else:
        return
    yield Finding(
        CODE, SEVERITY, f"index {index.identity} {why}", index.address, schema.place(index), instead
    )
