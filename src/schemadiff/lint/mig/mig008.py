"""A column that must have a value is added without one.

What
    ``ADD COLUMN ... NOT NULL`` without a default, an identity or an expression.

Why
    It fails (23502) as soon as the table has a row.

Instead
    Give it a default, or add it without NOT NULL, fill it, and go on as MIG007 says.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType, ConstrType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.sql.effects import SERIAL

CODE = "MIG008"
NAME = "adding-required-field"
SEVERITY = Severity.ERROR
ON = Step
INSTEAD = "give it a DEFAULT; or add it without NOT NULL, fill it, and add NOT NULL then"
NOT_NULL = {ConstrType.CONSTR_NOTNULL, ConstrType.CONSTR_PRIMARY}
FILLED = {ConstrType.CONSTR_DEFAULT, ConstrType.CONSTR_IDENTITY, ConstrType.CONSTR_GENERATED}


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a new column of an old table that old rows have no value for."""
    for command in step.altering(AlterTableType.AT_AddColumn):
        column = command.def_
        types = {each.contype for each in column.constraints or ()}
        serial = column.typeName.names[-1].sval in SERIAL
        if not types & NOT_NULL or types & FILLED or serial or not step.effects.relations:
            continue
        severity = change.weight(step.hit(), SEVERITY, small=1)
        message = (
            f"column {column.colname} must have a value, but existing rows get none: this fails as "
            "soon as the table has a row"
        )
        yield finding(CODE, severity, step, message, INSTEAD)
