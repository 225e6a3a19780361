"""A policy compares what cannot be compared, or makes no sense, so PostgreSQL refuses it.

What
    CREATE POLICY fails because types do not match, because a column or function does not exist, or because a condition
    does not parse.

Why
    Where a script goes on after an error, as psql does, the table is left with row level security and
    without the policy: nobody sees a row. The other rules go on here with a policy that lets nobody through.

Instead
    Cast the side that is not a column: a cast of the column would keep its index from being used.

        CREATE POLICY own ON sends USING (organization_id = ((SELECT auth.jwt()) ->> 'organization_id')::uuid);
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.subject import BrokenPolicy, Subject
from schemadiff.model import Finding, Severity

CODE = "RLS013"
NAME = "policy-type-mismatch"
SEVERITY = Severity.ERROR
ON = BrokenPolicy


def check(policy: BrokenPolicy, schema: Subject) -> Iterator[Finding]:  # noqa: ARG001 - every rule has it
    """Yield the policy with PostgreSQL's own words."""
    yield Finding(
        CODE,
        SEVERITY,
        policy.error.message,
        policy.address,
        policy.error.at,
        policy.error.hint,
    )
