"""Something is renamed that running code knows by its name.

What
    ``RENAME`` of a column, table, view, type, value of an enum, function or schema that was there before.

Why
    Between the migration and the release of the application, one of them uses a name that is not there.

Instead
    Keep both names for a while: a view under the old name, a second column that a trigger fills. Then rename in
    the release after.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import ObjectType

from schemadiff.lint.change import Change
from schemadiff.lint.deeds import CREATES_TYPE
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.sql.relations import named

CODE = "MIG019"
NAME = "renaming"
SEVERITY = Severity.WARNING
ON = Step
INSTEAD = "keep the old name as well (a view, a second column) until no released code uses it"
KNOWN_BY_NAME = {
    ObjectType.OBJECT_ATTRIBUTE: "attribute",
    ObjectType.OBJECT_COLUMN: "column",
    ObjectType.OBJECT_DOMAIN: "domain",
    ObjectType.OBJECT_FUNCTION: "function",
    ObjectType.OBJECT_MATVIEW: "materialized view",
    ObjectType.OBJECT_PROCEDURE: "procedure",
    ObjectType.OBJECT_ROUTINE: "routine",
    ObjectType.OBJECT_SCHEMA: "schema",
    ObjectType.OBJECT_TABLE: "table",
    ObjectType.OBJECT_TYPE: "type",
    ObjectType.OBJECT_VIEW: "view",
}


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield what gets another name."""
    match step.node:
        case ast.RenameStmt(renameType=kind, newname=new, subname=old) if kind in KNOWN_BY_NAME:
            if not change.is_new(step) and not _replaced(step, change):
                was = f"{KNOWN_BY_NAME[kind]} {old or _old(step)}"
                yield finding(
                    CODE,
                    SEVERITY,
                    step,
                    f"{was} is renamed to {new}: code that uses the old name fails",
                    INSTEAD,
                )
        case ast.AlterEnumStmt(oldVal=str(old), newVal=new):
            yield finding(
                CODE,
                SEVERITY,
                step,
                f"value {old} is renamed to {new}: code that uses the old one fails",
                INSTEAD,
            )


def _replaced(step: Step, change: Change) -> bool:
    """True if a type of the old name is made afterwards, as where an enum loses a value: nobody misses the name."""
    match step.node:
        case ast.RenameStmt(
            renameType=ObjectType.OBJECT_TYPE | ObjectType.OBJECT_DOMAIN, object=[*_, ast.String(sval=old)]
        ):
            return change.after_it(step, CREATES_TYPE, None, old) is not None
    return False


def _old(step: Step) -> str:
    return next((name.name for name in named(step.node)), step.address.identity)
