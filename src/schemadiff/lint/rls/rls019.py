"""A policy calls a VOLATILE function.

What
    A call of a VOLATILE function in a policy, beyond those that RLS007 names (which depend on no row). A
    function is VOLATILE unless it is declared otherwise.

Why
    PostgreSQL may neither skip nor repeat such a call, and can use no index for what it answers. One that writes
    does so for each row that is looked at, whether it is shown or not.

Instead
        ALTER FUNCTION private.may_see(uuid) STABLE;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.policy import Policy
from schemadiff.lint.expressions import called, shown
from schemadiff.lint.rls.clauses import Clause, clauses
from schemadiff.lint.subject import Subject
from schemadiff.lint.volatility import CHANGING, calls_per_row
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "RLS019"
NAME = "policy-volatile-function"
SEVERITY = Severity.WARNING
ON = Policy
VOLATILE = "v"


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy with the functions that it calls."""
    calls = [*dict.fromkeys(call for clause in clauses(policy) for call in _volatile(clause, schema))]
    if not calls:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"policy {policy.identity} calls {listed(calls)}, which {'is' if len(calls) == 1 else 'are'} VOLATILE",
        policy.address,
        schema.place(policy),
        "declare STABLE what only reads; keep what writes out of policies",
    )


def _volatile(clause: Clause, schema: Subject) -> Iterator[str]:
    known = schema.volatilities
    calls = [
        node for node in clause.nodes if (known.get(called(node)) or _built_in(called(node))) == VOLATILE
    ]
    named = [node for node, _ in calls_per_row(clause.node, known)] if calls else []
    yield from (shown(call) for call in calls if not any(call is other for other in named))


def _built_in(name: tuple[str, ...]) -> str:
    return CHANGING.get(name[0], "") if len(name) == 1 else ""
