"""Dropping an index locks its table.

What
    ``DROP INDEX`` without ``CONCURRENTLY``: it takes an ACCESS EXCLUSIVE lock on the table of the index.

Why
    It is done in an instant, but first it waits for every query on the table, and all others wait behind it.

Instead
        DROP INDEX CONCURRENTLY notes_author_idx;

    An index under a constraint goes with the constraint, and one of a partitioned table cannot be dropped so.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import ObjectType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import concurrently, finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, LockMode, Severity

CODE = "MIG002"
NAME = "require-concurrent-index-deletion"
SEVERITY = Severity.WARNING
ON = Step


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield an index that is dropped under a lock that keeps everybody out."""
    match step.node:
        case ast.DropStmt(removeType=ObjectType.OBJECT_INDEX, concurrent=False):
            if locked := step.hit(lock=LockMode.ACCESS_EXCLUSIVE):
                message = f"dropping the index {kept_out(locked)}"
                yield finding(CODE, change.weight(locked, SEVERITY), step, message, concurrently(step.sql))
