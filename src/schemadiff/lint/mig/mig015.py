"""A lock is waited for without an end.

What
    The first statement of a transaction that takes a lock of SHARE or more on a table that was there before, without
    a ``lock_timeout``. Once for each transaction.

Why
    Until it gets its lock it waits behind every query on the table, and everybody else waits behind it: one long
    query, and the application stands.

Instead
        SET LOCAL lock_timeout = '3s';

    and try again when it fails. What ``schemadiff apply`` runs has one already; for a role or a tool that sets it,
    say ``runner_sets_timeouts = true`` under ``[lint]``.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity

CODE = "MIG015"
NAME = "require-lock-timeout"
SEVERITY = Severity.WARNING
ON = Step
INSTEAD = "SET LOCAL lock_timeout = '3s';"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield the first statement of a transaction that may wait for ever."""
    locked = step.hit()
    if not locked or change.limited(step, "lock_timeout"):
        return
    if change.locking_before(step) is not None:
        return
    message = (
        "without a lock_timeout this may wait forever, and all other sessions queue behind it; it "
        f"{kept_out(locked)}"
    )
    yield finding(CODE, SEVERITY, step, message, INSTEAD)
