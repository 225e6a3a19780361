"""A column becomes NOT NULL and the whole table is read under the lock.

What
    ``SET NOT NULL``, or on 18 ``ADD CONSTRAINT ... NOT NULL`` without ``NOT VALID``, where PostgreSQL reads the
    table to see that there is no NULL. It does not where a valid ``CHECK (c IS NOT NULL)`` proves it.

Why
    Nobody reads or writes the table until all of its rows are read.

Instead
    On 18:

        ALTER TABLE notes ADD CONSTRAINT notes_author_not_null NOT NULL author NOT VALID;
        -- in a transaction of its own, later:
        ALTER TABLE notes VALIDATE CONSTRAINT notes_author_not_null;

    Before 18 by way of a check that is dropped in the end:

        ALTER TABLE notes ADD CONSTRAINT proof CHECK (author IS NOT NULL) NOT VALID;
        -- in a transaction of its own, later:
        ALTER TABLE notes VALIDATE CONSTRAINT proof;
        ALTER TABLE notes ALTER COLUMN author SET NOT NULL;
        ALTER TABLE notes DROP CONSTRAINT proof;
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType, ConstrType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity, Work

CODE = "MIG007"
NAME = "adding-not-nullable-field"
SEVERITY = Severity.ERROR
ON = Step
NEW = "add the constraint NOT NULL ... NOT VALID, and VALIDATE it in a later transaction"
OLD = "prove it by CHECK (... IS NOT NULL) NOT VALID, validated in a later transaction, then SET NOT NULL"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield NOT NULL that is verified at once."""
    added = (c.def_.contype for c in step.altering(AlterTableType.AT_AddConstraint))
    if not any(step.altering(AlterTableType.AT_SetNotNull)) and ConstrType.CONSTR_NOTNULL not in added:
        return
    if read := step.hit(Work.SCAN):
        message = f"looking for NULLs in every row {kept_out(read)}"
        instead = NEW if change.before.major >= 18 else OLD
        yield finding(CODE, change.weight(read, SEVERITY), step, message, instead)
