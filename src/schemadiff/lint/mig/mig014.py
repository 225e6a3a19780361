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
from schemadiff.lint.held import kept_out_by_itself
from schemadiff.lint.mig.say import doing, finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, LockMode, Severity

CODE = "MIG014"
NAME = "statement-while-holding-access-exclusive"
SEVERITY = Severity.WARNING
ON = Step
INSTEAD = "put this statement into a transaction of its own"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield work that is done under the lock of an earlier statement."""
    worked = [each for each in step.effects.relations if each.work]
    earlier = change.working_under.get(change.number(step)) if worked else None
    if earlier is not None:
        own = kept_out_by_itself(step)
        hit = change.steps[earlier].hit(lock=LockMode.ACCESS_EXCLUSIVE)
        held = [each for each in hit if each.relation not in own]
        message = f"while this {doing(worked)}, the transaction {kept_out(held)}, for an earlier statement"
        yield finding(CODE, change.weight(worked, SEVERITY), step, message, INSTEAD)
