"""A policy asks who somebody is, and nothing of the row.

What
    A permissive policy without a column of the row, without a table and without a function of one's own: all it
    asks is the session (``auth.role() = 'authenticated'``, ``auth.uid() IS NOT NULL``). Where it compares a
    claim of the token it is an info: that may be an administrator's.

Why
    Everybody who is signed in gets every row, whoever wrote it. It reads as if it protected something.

Instead
    Say whose rows, or say by TO for whom all of them are:

        CREATE POLICY own ON notes TO authenticated USING (author = (SELECT auth.uid()));
        CREATE POLICY shared ON countries FOR SELECT TO authenticated USING (true);
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from schemadiff.kinds.policy import Policy
from schemadiff.lint.constant_conditions import denies, truth
from schemadiff.lint.expressions import called, operator
from schemadiff.lint.rls.clauses import Clause, clauses, judged
from schemadiff.lint.rls.rls012 import GETS
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS020"
NAME = "policy-no-row-reference"
SEVERITY = Severity.WARNING
ON = Policy


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it is the same for every row."""
    if not policy.permissive or not judged(policy, schema) or not schema.shows(policy):
        return
    clause = next(
        (c for c in clauses(policy) if (c.name == "WITH CHECK") == (policy.command == "INSERT")), None
    )
    if clause is None or not schema.outside.meets_api(policy) or not _session_only(clause, schema):
        return
    claim = any(operator(node) in GETS or isinstance(node, ast.A_Indirection) for node in clause.nodes)
    yield Finding(
        CODE,
        Severity.INFO if claim else SEVERITY,
        f"{clause.name} of policy {policy.identity} does not depend on the row: whoever passes it gets every row",
        policy.address,
        schema.place(policy),
        "compare a column of the row, or name with TO the roles that get all rows: TO authenticated USING (true)",
    )


def _session_only(clause: Clause, schema: Subject) -> bool:
    if denies(clause.node) or truth(clause.node):
        return False  # RLS004, RLS005 and RLS006 speak of these
    asks = False
    for node in clause.nodes:
        if isinstance(node, ast.ColumnRef | ast.RangeVar) or _ours(called(node), schema):
            return False
        asks |= isinstance(node, ast.FuncCall | ast.SQLValueFunction)
    return asks


def _ours(name: tuple[str, ...], schema: Subject) -> bool:
    """True for a call of a function of ours, which may ask for more than the session; the platform's do not."""
    return any(f.address in schema.catalog.objects for f in schema.named.functions_called(name))
