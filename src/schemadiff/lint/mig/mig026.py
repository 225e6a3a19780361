"""A partition is added and rows are read under the lock.

What
    ``ATTACH PARTITION`` that reads the new partition, or the default one, to see that every row is where it belongs;
    ``CREATE TABLE ... PARTITION OF``, which locks the whole table, and reads the default partition.

Why
    Nobody reads or writes what is read, meanwhile. The whole table is only locked by the second: ATTACH lets others
    go on with it.

Instead
        ALTER TABLE y2027 ADD CONSTRAINT bound CHECK (day >= '2027-01-01' AND day < '2028-01-01') NOT VALID;
        -- in a transaction of its own, later:
        ALTER TABLE y2027 VALIDATE CONSTRAINT bound;
        ALTER TABLE days ATTACH PARTITION y2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, LockMode, Severity, Work

CODE = "MIG026"
NAME = "partition-scan"
SEVERITY = Severity.WARNING
ON = Step
ATTACH = "before ATTACH, add a CHECK with the partition bound as NOT VALID, and VALIDATE it"
CREATE = "CREATE TABLE (LIKE ...), then ATTACH PARTITION"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield partitions for which rows are read, or the whole is locked."""
    if any(step.altering(AlterTableType.AT_AttachPartition)) and (read := step.hit(Work.SCAN)):
        message = f"checking every row against the partition bound {kept_out(read)}"
        yield finding(CODE, change.weight(read, SEVERITY), step, message, ATTACH)
    locked = step.hit(lock=LockMode.ACCESS_EXCLUSIVE)
    if isinstance(step.node, ast.CreateStmt) and step.node.partbound is not None and locked:
        message = f"creating the partition {kept_out(locked)}"
        yield finding(CODE, change.weight(locked, SEVERITY), step, message, CREATE)
