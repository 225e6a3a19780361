"""Rows are filled in while the lock of another statement keeps others out.

What
    ``UPDATE``, ``DELETE``, ``MERGE`` and ``INSERT ... SELECT`` on a table that was there before, after a statement of the
    same transaction that took a lock of SHARE or more.

Why
    Others wait until all rows are written, not only for the instant that the first statement takes.

Instead
    Fill them in a transaction of its own, a few thousand rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, LockMode, Severity

CODE = "MIG025"
NAME = "backfill-in-ddl-transaction"
SEVERITY = Severity.WARNING
ON = Step
INSTEAD = "fill the rows in transactions of their own, in batches"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield changes of rows under the lock of an earlier statement."""
    match step.node:
        case ast.UpdateStmt() | ast.DeleteStmt() | ast.MergeStmt():
            pass
        case ast.InsertStmt(selectStmt=ast.SelectStmt(valuesLists=None)):
            pass
        case _:
            return
    written = [each for each in step.effects.relations if each.lock >= LockMode.ROW_EXCLUSIVE]
    earlier = change.locking_before(step) if written else None
    if earlier is not None:
        held = kept_out(earlier.hit())
        message = f"while this writes rows, the transaction {held}, for an earlier statement"
        yield finding(CODE, change.weight(written, SEVERITY), step, message, INSTEAD)
