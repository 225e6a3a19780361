"""No query of the database has used an index.

What
    A valid index, neither unique nor under a constraint, without a scan in the 30 days (``days``) or more for
    which the server has counted. It says so where there are standbys, whose queries are counted there.

Why
    It costs space, and time with each change of a row, for nothing.

Instead
    Remove it from ``desired/``: ``plan`` then writes the statement that drops it. One that only the database has:

        DROP INDEX CONCURRENTLY notes_author_idx;

    A report that runs once a year may need it nevertheless, and so may a foreign key whose parents are deleted
    once a year: ask first. Needs a database in use (``--live``), and means nothing on one that only tests use.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.observed import LiveIndex
from schemadiff.lint.removing import removed
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import count

CODE = "IDX005"
NAME = "unused-index"
SEVERITY = Severity.INFO
ON = LiveIndex
MEBIBYTE = 1 << 20


def check(index: LiveIndex, schema: Subject) -> Iterator[Finding]:
    """Yield the index if it was of no use for long enough."""
    if index.scans or index.needed or not index.valid or index.since.days < schema.option(CODE, NAME, "days"):
        return
    standbys = count(index.replicas, "standby", "standbys")
    elsewhere = f", here at least: {standbys} may use it" if index.replicas else ""
    yield Finding(
        CODE,
        SEVERITY,
        f"no query has used index {index.name} of {index.table} ({index.bytes / MEBIBYTE:.1f} MiB) "
        f"for {index.since.days} days{elsewhere}",
        index.address,
        schema.at.get(index.address),
        removed(index.address) if index.address in schema.at else f"DROP INDEX CONCURRENTLY {index.name};",
    )
