"""A statement that locks may run without an end.

What
    The first statement of a transaction that takes a lock of SHARE or more on a table that was there before, without
    a ``statement_timeout``.

Why
    What takes longer than anybody thought keeps everybody out until somebody ends it by hand.

Instead
        SET LOCAL statement_timeout = '1min';

    Not for ``CREATE INDEX CONCURRENTLY`` and ``VALIDATE CONSTRAINT``: they block nobody, and leave a mess when cut
    short.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity

CODE = "MIG016"
NAME = "require-statement-timeout"
SEVERITY = Severity.WARNING
ON = Step
INSTEAD = "SET LOCAL statement_timeout = '1min';"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield the first statement of a transaction that may take for ever."""
    locked = step.hit()
    if step.alone or not locked or change.limited(step, "statement_timeout"):
        return
    if change.locking_before(step) is not None:
        return
    message = f"without a statement_timeout this may run forever; it {kept_out(locked)}"
    yield finding(CODE, SEVERITY, step, message, INSTEAD)
