"""It changes who may see and change rows.

What
    ``DISABLE ROW LEVEL SECURITY`` (an error), ``NO FORCE``, a policy that is altered, or dropped and recreated,
    or only dropped if it was restrictive, a ``GRANT`` to a role of the outside (``api_roles``), a view that is not
    ``security_invoker`` any more, a function that becomes ``SECURITY DEFINER``. A policy whose new condition implies
    the old one, for no other roles, is an info. Not on what the migration makes itself.

Why
    A migration is read for its tables. What it opens is easily passed over.

Instead
    Nothing, if that is meant; say so by an ignore with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType, ObjectType

from schemadiff.kinds.policy import Policy
from schemadiff.lint.change import Change
from schemadiff.lint.deeds import CREATES_POLICY
from schemadiff.lint.mig.say import finding
from schemadiff.lint.narrower import narrower, same
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "MIG022"
NAME = "authz-weakened"
SEVERITY = Severity.WARNING
ON = Step
OFF = ("false", "off", "0", "no")


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield what may let somebody do more than before."""
    if change.is_new(step):
        return
    for severity, message in (
        *_secured(step),
        *_said(step),
        *_altered(step, change),
        *_dropped(step, change),
        *_granted(step, change),
    ):
        yield finding(CODE, severity, step, message)


def _secured(step: Step) -> Iterator[tuple[Severity, str]]:
    if any(step.altering(AlterTableType.AT_DisableRowSecurity)) and step.hit():
        yield Severity.ERROR, "row level security is now off: its policies have no effect"
    if any(step.altering(AlterTableType.AT_NoForceRowSecurity)) and step.hit():
        yield SEVERITY, "row level security no longer applies to the owner"


def _said(step: Step) -> Iterator[tuple[Severity, str]]:
    match step.node:
        case ast.AlterTableStmt(objtype=ObjectType.OBJECT_VIEW):
            if _tells(step, "security_invoker", OFF):
                yield SEVERITY, "the view now reads with the privileges of its owner"
        case ast.AlterFunctionStmt(actions=actions):
            if any(action.defname == "security" and action.arg.boolval for action in actions or ()):
                yield SEVERITY, "the function now runs with the privileges of its owner"


def _altered(step: Step, change: Change) -> Iterator[tuple[Severity, str]]:
    match step.node:
        case ast.AlterPolicyStmt(policy_name=str(name)):
            yield _rewritten(name, step.node, change.policy(change.relation(step), name))


def _rewritten(name: str, node: Any, old: Policy | None) -> tuple[Severity, str]:
    if old is not None and narrower(old, node):
        return Severity.INFO, f"policy {name} now lets fewer rows through"
    return SEVERITY, f"policy {name} now has another condition"


def _dropped(step: Step, change: Change) -> Iterator[tuple[Severity, str]]:
    """Yield policies that are made again, and restrictive ones; without a permissive one fewer rows are seen."""
    if not isinstance(step.node, ast.DropStmt) or step.node.removeType != ObjectType.OBJECT_POLICY:
        return
    *schema, table, name = (word.sval for word in (step.node.objects or ((),))[0])
    old = change.policy(change.relation(step), name)
    again = change.after_it(step, CREATES_POLICY, schema[-1] if schema else None, table, name)
    if old is not None and again is not None:
        severity, message = _rewritten(name, again.node, old)
        if not same(old, again.node):
            yield severity, message
    elif old is not None and not old.permissive:
        yield SEVERITY, f"policy {name} restricted what others allow, and is dropped"


def _granted(step: Step, change: Change) -> Iterator[tuple[Severity, str]]:
    if not isinstance(step.node, ast.GrantStmt) or not step.node.is_grant:
        return
    roles = {role.rolename or "PUBLIC" for role in step.node.grantees or ()}
    outside = sorted(roles & {*change.settings.api_roles, "PUBLIC"})
    if not outside or change.all_made(step, step.node.objects or ()):
        return
    rights = ", ".join(right.priv_name.upper() for right in step.node.privileges or ()) or "ALL"
    yield SEVERITY, f"{rights} is granted to {listed(outside)}"


def _tells(step: Step, option: str, values: Sequence[str]) -> bool:
    """True if a view is told so, or told to forget what it was told."""
    for command in step.altering(AlterTableType.AT_SetRelOptions, AlterTableType.AT_ResetRelOptions):
        for each in command.def_ or ():
            # A word that is no keyword is read as the name of a type.
            said = (each.arg.names or ())[-1] if isinstance(each.arg, ast.TypeName) else each.arg
            value = getattr(said, "sval", None) or getattr(said, "ival", "")
            reset = command.subtype == AlterTableType.AT_ResetRelOptions
            if each.defname == option and (reset or str(value).lower() in values):
                return True
    return False
