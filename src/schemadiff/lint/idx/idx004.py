"""An index of the database is invalid.

What
    An index that a CREATE INDEX CONCURRENTLY or REINDEX CONCURRENTLY left behind when it failed. One that is
    being built, and one of a partitioned table that waits for its partitions, do not count.

Why
    No query uses it, each change of a row pays for it, and a unique one may already refuse rows.

Instead
    Where it is wanted, build it again; where a second one was built since, drop it.

        REINDEX INDEX CONCURRENTLY notes_author_idx;

Needs a database in use (``--live``).
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.observed import LiveIndex
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "IDX004"
NAME = "invalid-index"
SEVERITY = Severity.WARNING
ON = LiveIndex


def check(index: LiveIndex, schema: Subject) -> Iterator[Finding]:
    """Yield the index if no query can use it."""
    if (index.valid and index.ready) or index.building:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"index {index.name} of {index.table} is invalid: no query uses it, but it slows down every write",
        index.address,
        schema.at.get(index.address),
        f"REINDEX INDEX CONCURRENTLY {index.name};\nor, if nobody wants it: DROP INDEX CONCURRENTLY {index.name};",
    )
