"""An index has more than three key columns.

What
    A btree index, not unique, with more than three key columns. INCLUDE columns are no keys.

Why
    Beyond the first two or three columns, a key hardly ever narrows a search further, and makes the index larger
    and each change of a row dearer.

Instead
        CREATE INDEX ON orders (customer_id, created_at) INCLUDE (status, total);
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.index import Index
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "IDX007"
NAME = "index-too-wide"
SEVERITY = Severity.INFO
ON = Index
MOST = 3


def check(index: Index, schema: Subject) -> Iterator[Finding]:
    """Yield the index if it has too many keys."""
    if index.unique or index.method != "btree" or len(index.keys) <= MOST:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"index {index.identity} has {len(index.keys)} key columns",
        index.address,
        schema.place(index),
        "keep the columns that queries search by, and INCLUDE those that they only read",
    )
