"""A constraint is added NOT VALID and validated in the same transaction.

What
    ``VALIDATE CONSTRAINT`` in the transaction that added it.

Why
    The lock of the first statement is held to the end of the transaction, so the rows are read under it: NOT
    VALID gains nothing.

Instead
    Put VALIDATE into a transaction of its own: a unit (``-- schemadiff:unit``) or a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.deeds import ADDS_NOT_VALID
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity

CODE = "MIG013"
NAME = "validate-in-same-transaction"
SEVERITY = Severity.ERROR
ON = Step
INSTEAD = "put VALIDATE CONSTRAINT into a transaction of its own"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a validation under the lock of what it validates."""
    for command in step.altering(AlterTableType.AT_ValidateConstraint):
        added = None if step.alone else change.before_it(step, ADDS_NOT_VALID, None, command.name)
        if added is not None and added.unit == step.unit and step.hit():
            message = f"{command.name} was added in the same transaction, whose lock is still held: reading every row {kept_out(step.hit())}"
            yield finding(CODE, change.weight(step.hit(), SEVERITY), step, message, INSTEAD)
