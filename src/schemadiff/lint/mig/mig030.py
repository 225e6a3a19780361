"""A function is dropped and recreated without its grants.

What
    ``DROP FUNCTION`` and then ``CREATE FUNCTION`` of the same name, as a change of its arguments or its result wants
    it, where somebody had been granted EXECUTE and no GRANT follows.

Why
    With the function its privileges go. The new one may be called by PUBLIC, as any new one, or by nobody who needs
    it.

Instead
    Repeat GRANT and REVOKE in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import ObjectType

from schemadiff.kinds.privilege import Privilege
from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Address, Finding, Severity
from schemadiff.sql.identity import identity
from schemadiff.words import listed

CODE = "MIG030"
NAME = "function-signature-change"
SEVERITY = Severity.WARNING
ON = Step
PUBLIC = "PUBLIC"
ROUTINES = {ObjectType.OBJECT_FUNCTION, ObjectType.OBJECT_PROCEDURE, ObjectType.OBJECT_ROUTINE}


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a function that is made again and does not get back what it had."""
    if not isinstance(step.node, ast.CreateFunctionStmt):
        return
    name = (step.node.funcname or ())[-1].sval
    dropped = (other for other in change.drops if change.number(other) < change.number(step))
    if not any(_drops(other, name) for other in dropped) or not _was_there(name, change):
        return
    had = {
        obj.grantee for obj in change.before.objects.values() if isinstance(obj, Privilege) and _of(obj, name)
    }
    if any(_grants(other, name) for other in change.later(step)):
        return
    if roles := sorted(had - {PUBLIC}):
        lost = f"{listed(roles)} had privileges on it, and no GRANT follows"
    elif PUBLIC not in had:
        lost = "PUBLIC was not allowed to call it, and no REVOKE follows"
    else:
        return
    message = f"function {name} is dropped and recreated: {lost}"
    yield finding(CODE, SEVERITY, step, message, "repeat GRANT and REVOKE in the same transaction")


def _drops(step: Step, name: str) -> bool:
    match step.node:
        case ast.DropStmt(removeType=kind, objects=objects) if kind in ROUTINES:
            return any(each.objname[-1].sval == name for each in objects or ())
    return False


def _was_there(name: str, change: Change) -> bool:
    """True if there was one; DROP FUNCTION IF EXISTS drops nothing where there was none."""
    return any(_is_called(address, name) for address in change.before.objects)


def _of(privilege: Privilege, name: str) -> bool:
    return privilege.parent is not None and not privilege.owners and _is_called(privilege.parent, name)


def _is_called(address: Address, name: str) -> bool:
    found = identity(address) if address.type in ("function", "procedure") else None
    return found is not None and found.name[-1] == name


def _grants(step: Step, name: str) -> bool:
    match step.node:
        case ast.GrantStmt(objtype=kind, objects=objects) if kind in ROUTINES:
            return any(each.objname[-1].sval == name for each in objects or ())
    return False
