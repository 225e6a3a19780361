"""A partition is detached while nobody may use the whole.

What
    ``DETACH PARTITION`` without ``CONCURRENTLY``.

Why
    It is done in an instant, but first it waits for every query on the whole table, and all others wait behind it.

Instead
        ALTER TABLE days DETACH PARTITION y2020 CONCURRENTLY;

    That runs outside of any transaction, and not where there is a default partition.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, LockMode, Severity

CODE = "MIG027"
NAME = "require-concurrent-partition-detach"
SEVERITY = Severity.WARNING
ON = Step


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield partitions that are detached under a lock that keeps everybody out."""
    for command in step.altering(AlterTableType.AT_DetachPartition):
        locked = step.hit(lock=LockMode.ACCESS_EXCLUSIVE)
        if not command.def_.concurrent and locked and not change.has_default(change.relation(step)):
            message = f"detaching the partition {kept_out(locked)}"
            instead = f"{step.sql.strip()} CONCURRENTLY;"
            yield finding(CODE, change.weight(locked, SEVERITY), step, message, instead)
