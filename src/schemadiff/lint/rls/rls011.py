"""A policy does not say for whom it is.

What
    A policy without TO, which makes it one for PUBLIC. ``TO PUBLIC``, written out, is an answer.

Why
    It is evaluated for every role, also for those that can never pass it, and it opens the table to
    roles that nobody thought of.

Instead
        CREATE POLICY own ON notes TO authenticated USING (author = (SELECT auth.uid()));
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pglast import ast

from schemadiff.kinds.policy import Policy
from schemadiff.lint.roles import PUBLIC
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS011"
NAME = "policy-role-public"
SEVERITY = Severity.INFO
ON = Policy

TO = re.compile(r"\bto\b", re.IGNORECASE)
"""A statement without the word has no such clause, and need not be parsed."""


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it is for PUBLIC, and nobody wrote so."""
    if policy.roles != [PUBLIC] or _says_so(policy, schema):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"policy {policy.identity} names no role, so it is for all of them",
        policy.address,
        schema.place(policy),
        f"ALTER POLICY {policy.identity} TO ...;",
    )


def _says_so(policy: Policy, schema: Subject) -> bool:
    statement = schema.statement(policy)
    if statement and not TO.search(statement.sql):
        return False
    match statement and statement.node:
        case ast.CreatePolicyStmt(roles=(role, *_)):
            # The parser puts PUBLIC where there is no TO, without a place.
            return (role.location or 0) > 0
    return False
