"""A new value of an enum is used before it is committed.

What
    ``ALTER TYPE ... ADD VALUE`` and a statement with that value in one transaction (an error). A value without
    ``BEFORE`` or ``AFTER`` goes to the end, which may not be where it sorts (info).

Why
    PostgreSQL refuses the second statement (55P04), so the migration fails when it is run. The body of a function in
    PL/pgSQL is not looked at before it is called, and may have the value.

Instead
    Add the value in a file of its own. In files that schemadiff runs, a unit ends after it where that is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.sql.classify import new_label

CODE = "MIG029"
NAME = "enum-value-same-transaction"
SEVERITY = Severity.ERROR
ON = Step
INSTEAD = "put ALTER TYPE ... ADD VALUE into a transaction of its own, before this one"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield new values that are used too early, or that are put at the end."""
    label = new_label(step.node) if isinstance(step.node, ast.AlterEnumStmt) else None
    if label is None:
        return
    if not step.node.newValNeighbor:
        yield finding(
            CODE,
            Severity.INFO,
            step,
            f"value {label} sorts after all others",
            "give its place with BEFORE or AFTER",
        )
    literal = "'{}'".format(label.replace("'", "''"))
    # The longest part of the label without a quote: the whole of most.
    longest = max(label.split("'"), key=len)
    for other in change.later_with(step, longest) if not step.alone else ():
        if other.unit != step.unit:
            return
        if not other.alone and literal in other.sql:
            message = (
                f"value {label} is used in the transaction that adds it{f' ({step.at})' if step.at else ''}"
            )
            yield finding(CODE, SEVERITY, other, message, INSTEAD)
            return
