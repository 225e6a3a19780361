"""Hints for comparisons of two types that have no operator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pglast import ast, enums
from pglast.stream import RawStream

from schemadiff.desired.files import SourceStatement

_NO_OPERATOR = re.compile(
    # Matches "operator does not exist: uuid = text" in every language of the server.
    r": (?P<left>.+) (?P<operator>[+*/<>=~!@#%^&|`?-]+) (?P<right>.+)$"
)

_TEXTS = ("text", "character varying", "character", "name", "unknown")
"""Types with casts from and to any type."""


def cast_hint(statement: SourceStatement, code: str, message: str, offset: int | None) -> str:
    """Return a hint with the comparison's constant side cast to the column's type; "" if there is none."""
    found = _NO_OPERATOR.search(message) if code == "42883" else None
    if found is None:
        return ""
    left, operator, right = found["left"], found["operator"], found["right"]
    comparison = next((n for n in _nodes(statement.node, ast.A_Expr) if n.location == offset), None)
    if comparison is None or comparison.kind != enums.A_Expr_Kind.AEXPR_OP or comparison.lexpr is None:
        return (
            f"cast the side that is not a column, so that both sides of {left} {operator} {right} have "
            "the same type"
        )
    # Casting the column would work as well, but prevent the use of its index.
    swapped = _has_column(comparison.rexpr) and not _has_column(comparison.lexpr)
    if not {left, right} & {*_TEXTS}:
        return f"there is no operator {left} {operator} {right}: compare values of the same type"
    if swapped:
        return f"write {_cast(comparison.lexpr, right)} {operator} {RawStream()(comparison.rexpr)}"
    return f"write {RawStream()(comparison.lexpr)} {operator} {_cast(comparison.rexpr, left)}"


def _cast(node: Any, wanted: str) -> str:
    match node:
        case ast.SubLink(
            subLinkType=enums.SubLinkType.EXPR_SUBLINK,
            subselect=ast.SelectStmt(targetList=(ast.ResTarget(val=value),), fromClause=None),
        ):
            return f"(SELECT {_cast(value, wanted)})"
        case ast.FuncCall() | ast.A_Const() | ast.SQLValueFunction() | ast.ColumnRef():
            return f"{RawStream()(node)}::{wanted}"
    return f"({RawStream()(node)})::{wanted}"


def _has_column(node: Any) -> bool:
    return next(_nodes(node, ast.ColumnRef), None) is not None


def _nodes(node: Any, kind: type) -> Iterator[Any]:
    if isinstance(node, kind):
        yield node
    if isinstance(node, tuple):
        for item in node:
            yield from _nodes(item, kind)
    elif isinstance(node, ast.Node):
        for name in node:
            yield from _nodes(getattr(node, name), kind)
