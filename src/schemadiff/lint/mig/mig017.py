"""A column is dropped.

What
    ``DROP COLUMN`` of a table that was there before; but not of a generated column that the same transaction
    adds again, whose values are computed anew.

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
from schemadiff.sql.relations import named

CODE = "MIG017"
NAME = "ban-drop-column"
SEVERITY = Severity.WARNING
ON = Step


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield columns that are dropped."""
    for command in step.altering(AlterTableType.AT_DropColumn):
        if not isinstance(step.node, ast.AlterTableStmt) or change.is_new(step):
            continue
        if step.hit() and not _computed_anew(step, command.name, change):
            severity = change.weight(step.hit(), SEVERITY, small=1)
            message = (
                f"column {command.name} is dropped with all its values, and code that still uses it fails"
            )
            yield finding(CODE, severity, step, message)


def _computed_anew(step: Step, name: str, change: Change) -> bool:
    column = change.column(change.relation(step), name)
    if column is None or not column.generated_kind:
        return False
    later = change.steps[change.number(step) :]
    return any(
        added.def_.colname == name and set(named(each.node)) == set(named(step.node))
        for each in later
        if each.unit == step.unit
        for added in each.altering(AlterTableType.AT_AddColumn)
    )
