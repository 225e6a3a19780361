"""A column changes its type at once, and something on it does not.

What
    ``ALTER COLUMN ... TYPE`` that writes no row, but builds an index of the column again, reads the table for a
    CHECK, or looks up a foreign key again.

Why
    Nobody reads or writes the table meanwhile, and in the text of the statement nothing tells.

Instead
    Drop what stands on the column before, and make it again after: the index ``CONCURRENTLY``, the constraint
    ``NOT VALID``, to be validated later.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity, Work
from schemadiff.words import listed

CODE = "MIG011"
NAME = "column-type-side-effects"
SEVERITY = Severity.WARNING
ON = Step
INSTEAD = "drop the index or constraint first; recreate it CONCURRENTLY, or NOT VALID with VALIDATE later"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a change of type with which something else is made or checked again."""
    changed = [command.name for command in step.altering(AlterTableType.AT_AlterColumnType)]
    worked = step.hit(Work.BUILD, Work.SCAN)
    if not changed or not worked or step.hit(Work.REWRITE) or not step.effects.measured:
        return
    doing = "rebuilds an index" if step.hit(Work.BUILD) else "reads every row for a constraint"
    message = f"changing {listed(changed)} rewrites no row, but {doing} and {kept_out(worked)}"
    yield finding(CODE, change.weight(worked, SEVERITY), step, message, INSTEAD)
