"""A policy lets the outside write any row.

What
    A permissive policy for INSERT, UPDATE, DELETE or ALL, for PUBLIC or an API role, whose USING or WITH
    CHECK is true whatever the row. A restrictive policy for the same rows makes it an info.

Why
    Permissive policies are joined by OR: one that is always true makes all others pointless, and every
    client may change or delete everybody's rows.

Instead
    Say whose rows:

        CREATE POLICY own ON notes FOR UPDATE TO authenticated USING (author = (SELECT auth.uid()));

A clause that is missing is not one that is true: an INSERT policy without WITH CHECK denies everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.policy import Policy
from schemadiff.lint.constant_conditions import truth
from schemadiff.lint.expressions import parse
from schemadiff.lint.rls.commands import concerns, same_roles
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "RLS004"
NAME = "policy-always-true"
SEVERITY = Severity.ERROR
ON = Policy


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it lets everybody write."""
    if not policy.permissive or policy.command == "SELECT":
        return
    if not schema.shows(policy) or not schema.outside.meets_api(policy):
        return
    clauses = {"USING": policy.using, "WITH CHECK": policy.check}
    present = schema.present(policy.parent)
    always = [name for name, text in clauses.items() if text is not None and truth(parse(text), present)]
    if not always:
        return
    whom = listed(policy.roles)
    yield Finding(
        CODE,
        Severity.INFO if _restricted(policy, schema) else SEVERITY,
        f"{listed(always)} of policy {policy.identity} {'is' if len(always) == 1 else 'are'} true for every row: "
        f"{whom} may {_may(policy, always)}",
        policy.address,
        schema.place(policy),
        f"ALTER POLICY {policy.identity} {always[0]} (...);",
    )


def _may(policy: Policy, always: list[str]) -> str:
    if always == ["WITH CHECK"] and policy.command == "UPDATE":
        return "change the rows that it finds to anything"
    if policy.command != "ALL":
        return f"{policy.command} any row"
    return "change and delete any row" if "USING" in always else "write any row"


def _restricted(policy: Policy, schema: Subject) -> bool:
    others = schema.policies.get(policy.parent, ()) if policy.parent else ()
    return any(not o.permissive and concerns(o, policy) and same_roles(o, policy) for o in others)
