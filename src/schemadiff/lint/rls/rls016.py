"""A policy lets rows be written that the writer cannot see.

What
    A permissive policy for UPDATE, DELETE or INSERT for a role that no permissive policy for SELECT or ALL of
    the table is for. For INSERT it is an info.

Why
    UPDATE and DELETE with a WHERE find the rows that SELECT policies show: without any, they change 0 rows,
    and no error says so. INSERT works, but not with RETURNING, which fails (42501), and which APIs ask for.

Instead
        CREATE POLICY see ON notes FOR SELECT TO authenticated USING (author = (SELECT auth.uid()));

    An intake table, which takes rows and shows none, says so with an ignore.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.policy import Policy
from schemadiff.lint.constant_conditions import denies
from schemadiff.lint.expressions import parse
from schemadiff.lint.rls.clauses import judged
from schemadiff.lint.roles import PUBLIC
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "RLS016"
NAME = "write-policy-without-select"
SEVERITY = Severity.WARNING
ON = Policy


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it is for roles that see no row."""
    if (
        not policy.permissive
        or policy.command in ("SELECT", "ALL")
        or not judged(policy, schema)
        or _dead(policy)
    ):
        return
    others = schema.policies.get(policy.parent, ()) if policy.parent else ()
    showing = [other for other in others if other.permissive and other.command in ("SELECT", "ALL")]
    blind = [role for role in policy.roles if not any(_shows(other, role) for other in showing)]
    if not blind:
        return
    insert = policy.command == "INSERT"
    outcome = "INSERT ... RETURNING fails" if insert else f"{policy.command} ... WHERE finds no row"
    yield Finding(
        CODE,
        Severity.INFO if insert else SEVERITY,
        f"policy {policy.identity} is for {policy.command}, and no policy lets {listed(blind)} see a row: {outcome}",
        policy.address,
        schema.place(policy),
        f"CREATE POLICY ... ON {policy.table} FOR SELECT TO {', '.join(blind)} USING (...);",
    )


def _shows(other: Policy, role: str) -> bool:
    # A policy for PUBLIC is one for whoever passes it: some role that sees rows is enough.
    return role in other.roles or PUBLIC in (role, *other.roles)


def _dead(policy: Policy) -> bool:
    """True if it lets nothing through: RLS006 says so."""
    text = policy.check if policy.command == "INSERT" else policy.using
    return text is None or denies(parse(text))
