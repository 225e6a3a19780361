"""An index is built while nobody may write.

What
    ``CREATE INDEX`` without ``CONCURRENTLY`` on a table that was there before: it takes a SHARE lock, and keeps
    it while it reads the whole table.

Why
    Each INSERT, UPDATE and DELETE waits until the index is built, and each request behind them. On an empty
    table, and on one that the migration makes itself, it takes no time.

Instead
        CREATE INDEX CONCURRENTLY notes_author_idx ON notes (author);

    That runs outside of any transaction, so it has a unit or a file of its own. Of a partitioned table, build the
    index on each partition first (``CREATE INDEX ON ONLY`` the whole, then ``ALTER INDEX ... ATTACH PARTITION``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import concurrently, finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity, Work

CODE = "MIG001"
NAME = "require-concurrent-index-creation"
SEVERITY = Severity.ERROR
ON = Step


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield an index that is built under a lock that keeps writers out."""
    if not isinstance(step.node, ast.IndexStmt) or step.node.concurrent:
        return
    if built := step.hit(Work.BUILD):
        message = f"building the index {kept_out(built)}"
        yield finding(CODE, change.weight(built, SEVERITY), step, message, concurrently(step.sql))
