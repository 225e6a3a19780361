"""A policy that lets nothing through.

What
    A permissive policy without the clause that its command needs (WITH CHECK for INSERT, USING for the
    others), or with one that is always false beside other policies; and a restrictive policy none of whose
    commands has a permissive one.

Why
    A missing clause denies, without an error. A restrictive policy only narrows what permissive policies
    allow: where there are none, nothing is left.

Instead
    Write the clause, or the permissive policy. To close a table on purpose, one policy ``USING (false)``
    and no other says so.

        CREATE POLICY add ON notes FOR INSERT TO authenticated WITH CHECK (author = (SELECT auth.uid()));
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.policy import Policy
from schemadiff.lint.constant_conditions import denies
from schemadiff.lint.expressions import parse
from schemadiff.lint.rls.commands import commands
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS006"
NAME = "policy-dead"
SEVERITY = Severity.WARNING
ON = Policy


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it, or what it leaves, denies everything."""
    table = schema.policies.get(policy.parent, ()) if policy.parent else ()
    for message, instead in (
        _permissive(policy, len(table)) if policy.permissive else _restrictive(policy, table)
    ):
        yield Finding(CODE, SEVERITY, message, policy.address, schema.place(policy), instead)


def _permissive(policy: Policy, number: int) -> Iterator[tuple[str, str]]:
    clause, text = ("WITH CHECK", policy.check) if policy.command == "INSERT" else ("USING", policy.using)
    instead = f"ALTER POLICY {policy.identity} {clause} (...);"
    if text is None:
        yield (
            f"policy {policy.identity} for {policy.command} has no {clause}, so it lets nothing through",
            instead,
        )
    elif number > 1 and denies(parse(text)):
        yield (
            f"{clause} of policy {policy.identity} is never true, so it adds nothing to the others",
            instead,
        )


def _restrictive(policy: Policy, table: tuple[Policy, ...]) -> Iterator[tuple[str, str]]:
    if not any(other.permissive and commands(other) & commands(policy) for other in table):
        message = f"policy {policy.identity} is restrictive, and no permissive policy lets anything through "
        message += f"for {policy.command} that it could narrow"
        yield message, f"CREATE POLICY ... ON {policy.table} FOR {policy.command} USING (...);"
