"""A statement outside of any transaction cannot be run again.

What
    ``CREATE INDEX CONCURRENTLY`` without ``IF NOT EXISTS``, ``DROP INDEX CONCURRENTLY`` without ``IF EXISTS``, and the
    like, in files that another tool runs.

Why
    When it is interrupted, what it did stays, and the next run fails on it. With IF NOT EXISTS an index that is
    invalid counts as there, so look for one (``pg_index.indisvalid``).

Instead
        DROP INDEX CONCURRENTLY IF EXISTS notes_author_idx;
        CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_author_idx ON notes (author);

    ``schemadiff apply`` clears up by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.sql.classify import Runs, runs

CODE = "MIG031"
NAME = "non-transactional-not-rerunnable"
SEVERITY = Severity.WARNING
ON = Step


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield what fails when it is run a second time."""
    if change.managed or runs(step.node) is not Runs.ALONE:
        return
    match step.node:
        case ast.IndexStmt(if_not_exists=False):
            instead = (
                "first drop what an interrupted run left behind with DROP INDEX CONCURRENTLY IF EXISTS; "
                "then create it with IF NOT EXISTS"
            )
        case ast.DropStmt(missing_ok=False):
            instead = "say IF EXISTS"
        case _:
            return
    yield finding(
        CODE,
        SEVERITY,
        step,
        "if this is interrupted, the next run of the file fails on what it left behind",
        instead,
    )
