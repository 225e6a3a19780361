"""Why a function's result can change while its arguments stay the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pglast import ast, enums

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import Body, body, search_path
from schemadiff.lint.subject import Subject
from schemadiff.lint.volatility import CHANGING
from schemadiff.model import Address

VALUES: Mapping[Any, str] = {
    enums.SQLValueFunctionOp.SVFOP_CURRENT_USER: "current_user",
    enums.SQLValueFunctionOp.SVFOP_CURRENT_ROLE: "current_role",
    enums.SQLValueFunctionOp.SVFOP_USER: "user",
    enums.SQLValueFunctionOp.SVFOP_SESSION_USER: "session_user",
}
"""The values written without parentheses; all others are times."""


def why(function: Function, schema: Subject, seen: frozenset[Address] = frozenset()) -> str:
    """What the body reads that can change ("reads public.t", "calls now()"); empty if nothing is known."""
    found = body(function)
    if found is None or function.address in seen:
        return ""
    seen |= {function.address}
    return next(_reasons(found, function, schema, seen), "")


def _reasons(found: Body, function: Function, schema: Subject, seen: frozenset[Address]) -> Iterator[str]:
    path = search_path(function) or ()
    for var in found.relations:
        relation = schema.named.relation(var)
        yield f"reads {relation.identity if relation else var.relname}"
    for node in found.nodes:
        if isinstance(node, ast.SQLValueFunction):
            yield f"asks {VALUES.get(node.op, 'the time')}"
    for name in sorted(found.calls):
        if name[-1] in CHANGING and name[:-1] in ((), ("pg_catalog",)):
            yield f"calls {name[-1]}()"
        for other in schema.named.functions_called(name, path):
            if reason := why(other, schema, seen):
                yield f"calls {other.identity}, which {reason}"
