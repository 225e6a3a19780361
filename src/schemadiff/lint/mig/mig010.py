"""A column changes its type, and the whole table is rewritten.

What
    ``ALTER COLUMN ... TYPE``, or ``SET EXPRESSION`` of a stored column, where PostgreSQL rewrites the table. Not
    what is only said differently: a longer ``varchar(n)``, ``varchar`` to ``text``, a ``numeric`` of more digits,
    ``timestamp`` to ``timestamptz`` in a UTC session.

Why
    Nobody reads or writes the table, nor the one that a foreign key of the column leads to, until the table and
    its indexes are rewritten.

Instead
    Add a column of the new type, keep both equal by a trigger, fill it in batches, and swap them in the end.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity, Work
from schemadiff.words import listed

CODE = "MIG010"
NAME = "changing-column-type"
SEVERITY = Severity.ERROR
ON = Step
INSTEAD = (
    "add a column of the new type, keep it in sync with a trigger, fill it in batches, then swap the two"
)


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a change of type that writes every row."""
    changed = [
        c.name for c in step.altering(AlterTableType.AT_AlterColumnType, AlterTableType.AT_SetExpression)
    ]
    if changed and (written := step.hit(Work.REWRITE)):
        message = f"changing {listed(changed)} rewrites every row and {kept_out(written)}"
        yield finding(CODE, change.weight(written, SEVERITY), step, message, INSTEAD)
