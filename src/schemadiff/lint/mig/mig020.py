"""A column may be NULL, or has no default, from now on.

What
    ``DROP NOT NULL``, ``DROP DEFAULT`` and ``DROP IDENTITY`` of a table that was there before.

Why
    Code that reads has to expect NULLs then, and code that writes has to say a value.

Instead
    Nothing, if that is meant: release the code first.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity

CODE = "MIG020"
NAME = "ban-drop-not-null-or-default"
SEVERITY = Severity.INFO
ON = Step
DROPS = {
    AlterTableType.AT_DropNotNull: "may now be NULL: code that reads it must expect that",
    AlterTableType.AT_DropIdentity: "no longer gets a generated number: code that inserts rows must give one",
}
NO_DEFAULT = "no longer has a default: code that inserts rows must give a value"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield columns that lose one of these."""
    if not step.hit() or change.is_new(step):
        return
    for command in step.commands:
        words = DROPS.get(command.subtype)
        if command.subtype == AlterTableType.AT_ColumnDefault and command.def_ is None:
            words = NO_DEFAULT
        if words:
            yield finding(CODE, SEVERITY, step, f"column {command.name} {words}")
