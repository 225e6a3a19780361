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

from schemadiff.lint.change import Change
from schemadiff.lint.deeds import DROPS_ROUTINE, GRANTS_ON_ROUTINE
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "MIG030"
NAME = "function-signature-change"
SEVERITY = Severity.WARNING
ON = Step
PUBLIC = "PUBLIC"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a function that is made again and does not get back what it had."""
    if not isinstance(step.node, ast.CreateFunctionStmt):
        return
    name = (step.node.funcname or ())[-1].sval
    # DROP FUNCTION IF EXISTS drops nothing where there was none.
    if name not in change.grantees or change.before_it(step, DROPS_ROUTINE, None, name) is None:
        return
    if change.after_it(step, GRANTS_ON_ROUTINE, None, name) is not None:
        return
    had = set(change.grantees[name])
    if roles := sorted(had - {PUBLIC}):
        lost = f"{listed(roles)} had privileges on it, and no GRANT follows"
    elif PUBLIC not in had:
        lost = "PUBLIC was not allowed to call it, and no REVOKE follows"
    else:
        return
    message = f"function {name} is dropped and recreated: {lost}"
    yield finding(CODE, SEVERITY, step, message, "repeat GRANT and REVOKE in the same transaction")
