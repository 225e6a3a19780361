"""A column is dropped.

What
    ``DROP COLUMN`` of a table that was there before.

Why
    Its values are gone, and code that still names it fails: first of all ``SELECT`` by an application that
    keeps the names of columns.

Instead
    Drop it when no released code names it any more; until then leave it, without NOT NULL.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity

CODE = "MIG017"
NAME = "ban-drop-column"
SEVERITY = Severity.WARNING
ON = Step


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield columns that are dropped."""
    for command in step.altering(AlterTableType.AT_DropColumn):
        if isinstance(step.node, ast.AlterTableStmt) and not change.is_new(step) and step.hit():
            severity = change.weight(step.hit(), SEVERITY, small=1)
            message = (
                f"column {command.name} is dropped with all its values, and code that still uses it fails"
            )
            yield finding(CODE, severity, step, message)
