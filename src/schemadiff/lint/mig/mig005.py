"""A foreign key is added and both tables read under the lock.

What
    ``ADD CONSTRAINT ... FOREIGN KEY`` without ``NOT VALID``, and a new column with a default that refers to
    another table. A new column without a default refers to nothing yet, and reads nothing.

Why
    Nobody writes to either table until all rows of the one are looked up in the other.

Instead
        ALTER TABLE notes ADD CONSTRAINT notes_author_fkey FOREIGN KEY (author) REFERENCES people NOT VALID;
        -- in a transaction of its own, later:
        ALTER TABLE notes VALIDATE CONSTRAINT notes_author_fkey;

    Before 18 that is not possible on a partitioned table.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import ConstrType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity, Work

CODE = "MIG005"
NAME = "adding-foreign-key-constraint"
SEVERITY = Severity.ERROR
ON = Step
INSTEAD = "add the constraint NOT VALID, and VALIDATE it in a later transaction"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a foreign key that is verified at once."""
    if not any(step.constraints(ConstrType.CONSTR_FOREIGN)):
        return
    if read := step.hit(Work.SCAN):
        message = f"looking up every row {kept_out(step.hit())}"
        yield finding(CODE, change.weight(read, SEVERITY), step, message, INSTEAD)
