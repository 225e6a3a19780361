"""A policy shows every row to everybody.

What
    A permissive policy for SELECT, for PUBLIC or anon, whose USING is true whatever the row.

Why
    Who is not signed in reads the whole table. For public content that is right, and worth a look: a column
    that is added later is public as well. Policies for ALL are RLS004's business.

Instead
    Say what is public, or for whom:

        CREATE POLICY published ON posts FOR SELECT USING (published_at IS NOT NULL);
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.policy import Policy
from schemadiff.lint.constant_conditions import truth
from schemadiff.lint.expressions import parse
from schemadiff.lint.roles import PUBLIC
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS005"
NAME = "policy-public-read"
SEVERITY = Severity.INFO
ON = Policy
EVERYBODY = {PUBLIC, "anon"}
"""PostgREST's and Supabase's name for who has not signed in is anon."""


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if everybody may read every row."""
    if not policy.permissive or policy.command != "SELECT" or policy.using is None:
        return
    if (
        not EVERYBODY & set(policy.roles)
        or not schema.shows(policy)
        or not truth(parse(policy.using), schema.present(policy.parent))
    ):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"policy {policy.identity} shows every row to everybody",
        policy.address,
        schema.place(policy),
        f"ALTER POLICY {policy.identity} USING (...);",
    )
