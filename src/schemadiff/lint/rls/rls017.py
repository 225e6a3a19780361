"""A policy checks less of a new row than of the old one.

What
    A permissive policy for UPDATE or ALL with a WITH CHECK that does not ask for a column by which its USING
    tells rows apart. A restrictive policy that asks for it helps. Without WITH CHECK, USING is both.

Why
    Who may change a row may write anything into that column: the row becomes another tenant's, or another
    user's, and one's own rows turn up at somebody else's.

Instead
    Leave WITH CHECK out, or repeat the condition in it:

        CREATE POLICY own ON notes FOR UPDATE USING (author = (SELECT auth.uid()))
            WITH CHECK (author = (SELECT auth.uid()) AND status <> 'published');

    Where rows are handed over on purpose, an ignore says so. A WITH CHECK that is always true is RLS004's
    business, where the outside meets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from schemadiff.kinds.policy import Policy
from schemadiff.lint.constant_conditions import truth
from schemadiff.lint.expressions import constant, own_column, parse, row_columns
from schemadiff.lint.rls.clauses import judged, table_name
from schemadiff.lint.rls.commands import concerns, same_roles
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "RLS017"
NAME = "policy-check-looser"
SEVERITY = Severity.WARNING
ON = Policy


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it lets a row out of the reach of its own USING."""
    if not policy.permissive or policy.command not in ("UPDATE", "ALL") or not judged(policy, schema):
        return
    if policy.using is None or policy.check is None or _said_by_rls004(policy, schema):
        return
    table = table_name(policy)
    held = set(_held(parse(policy.check), table)) | set(_restricted(policy, schema))
    free = [c for c in dict.fromkeys(_deciding(parse(policy.using), table)) if c not in held]
    if not free or "*" in held or policy.parent is None:
        return
    names = [schema.quoted(policy.parent, column) for column in free]
    yield Finding(
        CODE,
        SEVERITY,
        f"policy {policy.identity} finds rows by {listed(names)}, and its WITH CHECK lets anything be written there",
        policy.address,
        schema.place(policy),
        "omit WITH CHECK, so that USING applies to the new row as well, or repeat the condition there",
    )


def _said_by_rls004(policy: Policy, schema: Subject) -> bool:
    always = policy.check is not None and truth(parse(policy.check), schema.present(policy.parent)) is True
    return always and schema.shows(policy) and schema.outside.meets_api(policy)


def _deciding(node: Any, table: str) -> Iterator[str]:
    """Yield the columns that decide whose row it is: a state that is compared with a constant does not."""
    match node:
        case ast.BoolExpr(args=args):
            for arg in args or ():
                yield from _deciding(arg, table)
        case ast.NullTest() | ast.BooleanTest() | ast.ColumnRef():
            return
        case ast.A_Expr(lexpr=left, rexpr=right) if own_column(left) and constant(right):
            return
        case ast.A_Expr(lexpr=left, rexpr=right) if own_column(right) and constant(left):
            return
        case _:
            yield from (column for column in row_columns(node, table) if column != "*")


def _held(node: Any, table: str) -> Iterator[str]:
    """Yield the columns that a condition asks for more of than that there be a value."""
    match node:
        case ast.BoolExpr(args=args):
            for arg in args or ():
                yield from _held(arg, table)
        case ast.NullTest(arg=arg) if own_column(arg):
            return
        case _:
            yield from row_columns(node, table)


def _restricted(policy: Policy, schema: Subject) -> Iterator[str]:
    """Yield what restrictive policies for the same rows ask of the new one."""
    others = schema.policies.get(policy.parent, ()) if policy.parent else ()
    for other in others:
        text = other.check if other.check is not None else other.using
        both = concerns(other, policy) or other.command == "UPDATE"
        if not other.permissive and text is not None and both and same_roles(other, policy):
            yield from _held(parse(text), table_name(other))
