"""A policy calls a function for each row, though the answer is the same for all.

What
    A call of a STABLE or VOLATILE function in a policy, without a column among its arguments, outside of
    a subquery of its own. Any function counts, not only those of the platform.

Why
    PostgreSQL evaluates the condition for each row that it looks at, and with it the call. A subquery that
    depends on no row is evaluated once, before the first row (an InitPlan): on 50,000 rows 3 ms instead of 31.

Instead
        CREATE POLICY own ON notes USING (author = (SELECT auth.uid()));

CURRENT_USER and the like, now() and its kin cost nothing to ask, and need no subquery.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.policy import Policy
from schemadiff.lint.expressions import parse, shown
from schemadiff.lint.subject import Subject
from schemadiff.lint.volatility import calls_per_row
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "RLS007"
NAME = "auth-rls-initplan"
SEVERITY = Severity.WARNING
ON = Policy


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it calls for each row what it could ask once."""
    calls: dict[str, str] = {}
    for text in filter(None, (policy.using, policy.check)):
        for call, volatility in calls_per_row(parse(text), schema.volatilities):
            calls[shown(call)] = volatility
    if not calls:
        return
    stable = [f"(SELECT {call})" for call, volatility in calls.items() if volatility == "s"]
    volatile = [call for call, volatility in calls.items() if volatility == "v"]
    instead = [f"write {listed(stable)}"] if stable else []
    instead += (
        [f"{listed(volatile)}: declare STABLE what is stable, then write (SELECT ...)"] if volatile else []
    )
    yield Finding(
        CODE,
        SEVERITY,
        f"policy {policy.identity} calls {listed([*calls])} for each row",
        policy.address,
        schema.place(policy),
        "\n".join(instead),
    )
