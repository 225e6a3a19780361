"""All rows are changed or deleted.

What
    ``UPDATE`` and ``DELETE`` without ``WHERE``, and ``TRUNCATE``, of a table that was there before.

Why
    Each is right once in a while, and a disaster when its WHERE was forgotten.

Instead
    Say which rows; where all are meant, say so by an ignore with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import DropBehavior

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, LockMode, Severity

CODE = "MIG024"
NAME = "unfiltered-dml"
SEVERITY = Severity.ERROR
ON = Step


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield statements that leave no row as it was."""
    match step.node:
        case ast.UpdateStmt(whereClause=None):
            doing = "UPDATE without WHERE changes every row"
        case ast.DeleteStmt(whereClause=None):
            doing = "DELETE without WHERE deletes every row"
        case ast.TruncateStmt(behavior=behavior):
            cascades = behavior == DropBehavior.DROP_CASCADE
            doing = "TRUNCATE deletes every row" + (
                ", and those of all tables that refer to it" if cascades else ""
            )
        case _:
            return
    changed = [each for each in step.effects.relations if each.lock >= LockMode.ROW_EXCLUSIVE]
    if changed and not change.is_new(step):
        yield finding(CODE, change.weight(changed, SEVERITY, small=1), step, doing)
