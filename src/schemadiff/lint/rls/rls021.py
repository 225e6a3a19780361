"""A policy calls a function that says it never changes, and asks who is asking.

What
    A policy that calls an IMMUTABLE function whose body reads a table, a setting or the session, also through
    other functions.

Why
    A call of an IMMUTABLE function is evaluated while the query is planned, and plans are kept: on a
    connection that several users share, the next one gets the rows of the one before.

Instead
        ALTER FUNCTION private.tenant() STABLE;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.policy import Policy
from schemadiff.lint.changing import why
from schemadiff.lint.expressions import called
from schemadiff.lint.fun.fun002 import IMMUTABLE
from schemadiff.lint.rls.clauses import clauses
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS021"
NAME = "policy-immutable-session"
SEVERITY = Severity.ERROR
ON = Policy


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy with each function that is not what it says."""
    calls = dict.fromkeys(name for clause in clauses(policy) for name in map(called, clause.nodes) if name)
    functions = (
        f for name in calls for f in schema.named.functions_called(name) if f.volatility == IMMUTABLE
    )
    for function in functions:
        if reason := why(function, schema):
            yield Finding(
                CODE,
                SEVERITY,
                f"policy {policy.identity} calls {function.identity}, which is IMMUTABLE and {reason}",
                policy.address,
                schema.place(policy),
                f"ALTER FUNCTION {function.identity} STABLE;",
                function.identity,
            )
