"""A table, or something else that holds data, is dropped.

What
    ``DROP TABLE``, ``DROP MATERIALIZED VIEW``, ``DROP SEQUENCE``, and ``DROP SCHEMA`` or ``DROP TYPE`` with
    ``CASCADE``. Not what the migration made itself, nor what it makes again, nor a sequence whose counter it has
    given to another one: ``SELECT setval('new', last_value, is_called) FROM old``.

Why
    Its rows are gone. A rollback recreates the table, but empty.

Instead
    Rename it first, and drop it when nobody missed it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import DropBehavior, ObjectType

from schemadiff.lint.change import Change
from schemadiff.lint.deeds import CARRIES_COUNTER
from schemadiff.lint.mig.say import UNKNOWN, finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.sql.relations import Name, named

CODE = "MIG018"
NAME = "ban-drop-table"
SEVERITY = Severity.ERROR
ON = Step
HOLD_DATA = {
    ObjectType.OBJECT_TABLE: "table",
    ObjectType.OBJECT_MATVIEW: "materialized view",
    ObjectType.OBJECT_SEQUENCE: "sequence",
}
BY_CASCADE = {ObjectType.OBJECT_SCHEMA: "schema", ObjectType.OBJECT_TYPE: "type"}


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield what is dropped with its data."""
    if not isinstance(step.node, ast.DropStmt):
        return
    kind, cascades = step.node.removeType, step.node.behavior == DropBehavior.DROP_CASCADE
    if kind in BY_CASCADE and cascades:
        yield finding(
            CODE,
            SEVERITY,
            step,
            f"the {BY_CASCADE[kind]} is dropped with everything that is in it or depends on it",
        )
    if kind not in HOLD_DATA:
        return
    for name in named(step.node):
        if change.maker(name, step) or change.made_again(name, step) or _continued(name, step, change):
            continue
        severity = change.weight(step.hit() or [UNKNOWN], SEVERITY, small=1)
        # Where nobody knows the size, what is lost is not less.
        severity = SEVERITY if severity is Severity.WARNING else severity
        yield finding(
            CODE,
            severity,
            step,
            f"{HOLD_DATA[kind]} {'.'.join(filter(None, name))} is dropped with all its data",
        )


def _continued(name: Name, step: Step, change: Change) -> bool:
    """True if an earlier statement has given the counter of this sequence to another one."""
    return change.before_it(step, CARRIES_COUNTER, None, name.schema or "", name.name) is not None
