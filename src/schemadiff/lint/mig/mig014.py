"""A table is worked on while another statement's lock keeps everybody out.

What
    A statement that rewrites, builds or reads, after one of the same transaction took ACCESS EXCLUSIVE on a
    table that was there before.

Why
    Locks are held to the end of the transaction: what takes an instant by itself then lasts as long as the slowest
    statement after it.

Instead
    Put the slow statement into a transaction of its own, before or after.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import doing, finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, LockMode, Severity
from schemadiff.sql.effects import effects_of

CODE = "MIG014"
NAME = "statement-while-holding-access-exclusive"
SEVERITY = Severity.WARNING
ON = Step
INSTEAD = "put this statement into a transaction of its own"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield work that is done under the lock of an earlier statement."""
    worked = [each for each in step.effects.relations if each.work]
    own = {each.relation for each in worked} if _excludes(step) else set()
    for other in change.earlier(step) if worked else ():
        held = [each for each in other.hit(lock=LockMode.ACCESS_EXCLUSIVE) if each.relation not in own]
        if held:
            message = (
                f"while this {doing(worked)}, the transaction {kept_out(held)}, for an earlier statement"
            )
            yield finding(CODE, change.weight(worked, SEVERITY), step, message, INSTEAD)
            return


def _excludes(step: Step) -> bool:
    """True if it keeps everybody out by itself, whatever came before."""
    return effects_of(step.node).lock is LockMode.ACCESS_EXCLUSIVE
