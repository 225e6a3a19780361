"""A check is added and the whole table read under the lock.

What
    ``ADD CONSTRAINT ... CHECK`` without ``NOT VALID``; ``ADD COLUMN ... CHECK``, which reads all rows even where
    the new column is NULL in each of them; ``ALTER DOMAIN ... ADD CHECK``, which reads every table that uses it.

Why
    Nobody reads or writes the table until all of its rows are read. PostgreSQL 18's ``NOT ENFORCED`` reads
    nothing.

Instead
        ALTER TABLE notes ADD CONSTRAINT notes_length CHECK (length(text) < 1000) NOT VALID;
        -- in a transaction of its own, later:
        ALTER TABLE notes VALIDATE CONSTRAINT notes_length;
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import ConstrType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity, Work

CODE = "MIG004"
NAME = "constraint-missing-not-valid"
SEVERITY = Severity.ERROR
ON = Step
INSTEAD = "add the constraint NOT VALID, and VALIDATE it in a later transaction"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a check that is verified at once."""
    of_domain = isinstance(step.node, ast.AlterDomainStmt) and step.node.subtype in ("C", "O")
    if not of_domain and not any(step.constraints(ConstrType.CONSTR_CHECK)):
        return
    if read := step.hit(Work.SCAN):
        message = f"checking every row {kept_out(read)}"
        yield finding(CODE, change.weight(read, SEVERITY), step, message, INSTEAD)
