"""A policy trips over a setting that is not there, or is empty.

What
    ``current_setting(name)`` of a setting of one's own (with a dot in its name) without ``missing_ok``, or
    ``current_setting(name, true)`` cast to a type that has no empty text, without NULLIF.

Why
    Without ``missing_ok`` every query fails in a session that never set it (42704). With it the value is NULL
    there, but an empty text once a transaction has used SET LOCAL: then the cast fails (22P02), on a
    connection of a pool that another request has used before.

Instead
        CREATE POLICY tenant ON notes USING (tenant = nullif(current_setting('app.tenant', true), '')::uuid);
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from schemadiff.kinds.policy import Policy
from schemadiff.lint.expressions import called, literal, shown
from schemadiff.lint.rls.clauses import clauses
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "RLS018"
NAME = "policy-current-setting"
SEVERITY = Severity.WARNING
ON = Policy
TEXTS = frozenset({"text", "varchar", "bpchar", "char", "name", "citext"})
"""What an empty text can be cast to."""


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it fails where the setting is missing or empty."""
    found = {
        text: why for clause in clauses(policy) for node in clause.nodes for text, why in _troubles(node)
    }
    if not found:
        return
    whys = [*dict.fromkeys(found.values())]
    yield Finding(
        CODE,
        SEVERITY,
        f"policy {policy.identity}: {listed([*found])} fails {listed(whys)}",
        policy.address,
        schema.place(policy),
        "write nullif(current_setting(..., true), ''), and the cast around it",
    )


def _troubles(node: Any) -> Iterator[tuple[str, str]]:
    if (
        called(node)[-1:] == ("current_setting",)
        and len(node.args) == 1
        and "." in (literal(node.args[0]) or ".")
    ):
        yield shown(node), "in sessions that never set it"
    match node:
        case (
            ast.TypeCast(arg=ast.CoalesceExpr(args=(inner, *_)), typeName=wanted)
            | ast.TypeCast(arg=inner, typeName=wanted)
        ):
            if _optional(inner) and wanted and wanted.names and wanted.names[-1].sval not in TEXTS:
                yield shown(node), "once SET LOCAL has left it empty"


def _optional(node: Any) -> bool:
    """True for ``current_setting(name, missing_ok)``, wrapped in a SELECT or not."""
    match node:
        case ast.SubLink(subselect=ast.SelectStmt(targetList=(ast.ResTarget(val=inner),), fromClause=None)):
            return _optional(inner)
    return called(node)[-1:] == ("current_setting",) and len(node.args) > 1
