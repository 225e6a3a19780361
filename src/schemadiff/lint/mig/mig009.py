"""A column is added, and the whole table is rewritten.

What
    ``ADD COLUMN`` with a volatile default (``gen_random_uuid()``, ``clock_timestamp()``), ``serial``, an identity,
    an expression that is ``STORED``, or a domain that has a CHECK. A constant and ``now()`` write nothing.

Why
    Nobody reads or writes the table until it and all of its indexes are rewritten.

Instead
        ALTER TABLE notes ADD COLUMN token uuid;
        ALTER TABLE notes ALTER COLUMN token SET DEFAULT gen_random_uuid();
        -- then fill the old rows in batches

    On 18 a generated column that is ``VIRTUAL`` writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity, Work
from schemadiff.words import listed

CODE = "MIG009"
NAME = "add-column-rewrite"
SEVERITY = Severity.ERROR
ON = Step
INSTEAD = "add the column without it, SET DEFAULT, and fill the old rows in batches"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a new column that all rows are written for."""
    columns = [command.def_.colname for command in step.altering(AlterTableType.AT_AddColumn)]
    if columns and (written := step.hit(Work.REWRITE)):
        message = f"adding {listed(columns)} rewrites every row and {kept_out(written)}"
        yield finding(CODE, change.weight(written, SEVERITY), step, message, INSTEAD)
