"""A constraint is enforced and both tables read under the lock.

What
    On 18, ``ALTER CONSTRAINT ... ENFORCED`` of a foreign key that was not: it reads the table under ACCESS EXCLUSIVE, and the
    one that it refers to under SHARE ROW EXCLUSIVE.

Why
    Nobody reads or writes the table until all of its rows are looked up.

Instead
    Drop it, and add it again ``NOT VALID``, to be validated in a later transaction.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity, Work

CODE = "MIG033"
NAME = "rewrite-constraint-enforced"
SEVERITY = Severity.WARNING
ON = Step
INSTEAD = "drop the constraint, add it again NOT VALID, and VALIDATE it in a later transaction"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield constraints that are enforced from now on, and verified at once."""
    if any(step.altering(AlterTableType.AT_AlterConstraint)) and (read := step.hit(Work.SCAN)):
        message = f"looking up every row {kept_out(read)}"
        yield finding(CODE, change.weight(read, SEVERITY), step, message, INSTEAD)
