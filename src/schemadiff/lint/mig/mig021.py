"""CASCADE drops what the migration does not name.

What
    ``DROP ... CASCADE`` that takes more along than what is named. PostgreSQL tells what, when it runs on the clone.

Why
    What goes is decided by what is in the database, not by the file: views, foreign keys, and policies. Row level
    security stays on without its policies, so that nobody sees a row.

Instead
    Drop by name what is to go, without CASCADE.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import DropBehavior

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.words import first_of

CODE = "MIG021"
NAME = "drop-cascade"
SEVERITY = Severity.ERROR
ON = Step
SHOWN = 5


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a CASCADE that took something along."""
    gone = step.effects.cascades
    if gone:
        message = f"CASCADE also drops {first_of(gone, SHOWN)}"
        yield finding(CODE, SEVERITY, step, message, "drop these by name, without CASCADE")
    elif not step.effects.measured and not change.is_new(step) and _cascades(step):
        yield finding(CODE, Severity.WARNING, step, "CASCADE also drops objects that the file does not name")


def _cascades(step: Step) -> bool:
    parts = [step.node, *step.commands]
    return any(getattr(part, "behavior", None) == DropBehavior.DROP_CASCADE for part in parts)
