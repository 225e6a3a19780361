"""A policy believes what users say of themselves.

What
    A policy that reads the key ``user_metadata`` of the token, or the column ``raw_user_meta_data``.

Why
    Users set their own metadata, with one call of the platform's API and without being asked for more. A
    policy that looks for a role or an organization there lets everybody choose theirs.

Instead
    Take what only the server sets, or a table of one's own:

        CREATE POLICY own ON notes USING (
            organization_id = ((SELECT auth.jwt()) -> 'app_metadata' ->> 'organization_id')::uuid);
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from schemadiff.kinds.policy import Policy
from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import body
from schemadiff.lint.expressions import called, literal, operator
from schemadiff.lint.rls.clauses import asks_session, clauses
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "RLS012"
NAME = "rls-references-user-metadata"
SEVERITY = Severity.ERROR
ON = Policy
KEYS = frozenset({"user_metadata", "raw_user_meta_data"})
GETS = frozenset({"->", "->>", "#>", "#>>"})
EXTRACTS = frozenset(
    {"json_extract_path", "json_extract_path_text", "jsonb_extract_path", "jsonb_extract_path_text"}
)


def check(policy: Policy, schema: Subject) -> Iterator[Finding]:
    """Yield the policy if it asks for what users may write."""
    nodes = [node for clause in clauses(policy) for node in clause.nodes]
    found = [(key, "") for node in nodes for key in _keys(node)]
    found += [
        (key, f" in {function.identity}") for node in nodes for function, key in _in_calls(node, schema)
    ]
    if not found:
        return
    key, where = found[0]
    yield Finding(
        CODE,
        SEVERITY,
        f"policy {policy.identity} reads {key}{where}, which users set themselves",
        policy.address,
        schema.place(policy),
        "read app_metadata, which only the server sets, or a table of your own",
    )


def _in_calls(node: Any, schema: Subject) -> Iterator[tuple[Function, str]]:
    """Yield what the body of a function of ours reads that the node calls."""
    for function in schema.named.functions_called(name) if (name := called(node)) else ():
        found = body(function) if function.address in schema.catalog.objects else None
        for inner in found.nodes if found else ():
            yield from ((function, key) for key in _keys(inner))


def _keys(node: Any) -> Iterator[str]:
    match node:
        case ast.A_Expr(lexpr=source, rexpr=key) if operator(node) in GETS and asks_session(source):
            yield from _named(key)
        case ast.FuncCall(args=(source, *path)) if called(node)[-1] in EXTRACTS and asks_session(source):
            for key in path:
                yield from _named(key)
        case ast.A_Indirection(arg=source, indirection=path) if asks_session(source):
            for index in path or ():
                yield from _named(getattr(index, "uidx", None))
        case ast.ColumnRef(fields=(*_, ast.String(sval="raw_user_meta_data" as name))):
            yield name


def _named(key: Any) -> Iterator[str]:
    """The first of a path such as ``{user_metadata,role}`` counts, as a single key does."""
    match key:
        case ast.A_ArrayExpr(elements=(first, *_)):
            text = literal(first) or ""
        case _:
            text = (literal(key) or "").strip("{}").partition(",")[0]
    yield from KEYS & {text}
