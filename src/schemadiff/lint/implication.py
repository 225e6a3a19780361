"""Whether one condition implies another, as far as their texts show.

One may be as a person wrote it, and the other as PostgreSQL prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast, enums

from schemadiff.lint.constant_conditions import truth
from schemadiff.lint.expressions import literal, operator

WHERE = ("location", "rexpr_list_start", "rexpr_list_end", "list_start", "list_end")
"""Attributes with positions in the text."""
AND, OR = enums.BoolExprType.AND_EXPR, enums.BoolExprType.OR_EXPR


def implies(one: Any, other: Any) -> bool:
    """True if each row that satisfies ``one`` satisfies ``other``; False if that cannot be seen from the text."""
    if truth(one) is False or truth(other) is True or _said(one) == _said(other):
        return True
    if ones := _joined(one, OR):
        return all(implies(part, other) for part in ones)
    if others := _joined(other, AND):
        return all(implies(one, part) for part in others)
    if any(implies(part, other) for part in _joined(one, AND)):
        return True
    return any(implies(one, part) for part in _joined(other, OR))


def _joined(node: Any, how: Any) -> tuple[Any, ...]:
    match node:
        case ast.BoolExpr(boolop=operator, args=args) if operator == how:
            return tuple(args or ())
    return ()


def _said(node: Any) -> Any:
    """The node in comparable form: without positions and result names, with lists and constants normalised."""
    if isinstance(node, tuple | list):
        return tuple(map(_said, node))
    if not isinstance(node, ast.Node):
        return node
    if (text := literal(node)) is not None:
        return ("literal", text)
    if isinstance(node, ast.ResTarget):
        return _said(node.val)
    if isinstance(node, ast.A_Expr) and (values := _listed(node)) is not None:
        return ("any", operator(node), _said(node.lexpr), _said(values))
    return (type(node).__name__, *_parts(node))


def _listed(node: Any) -> tuple[Any, ...] | None:
    """The values of ``IN (...)`` and of ``= ANY (ARRAY[...])``; None for anything else."""
    match node:
        case ast.A_Expr(kind=enums.A_Expr_Kind.AEXPR_IN, rexpr=tuple(values)):
            return values
        case ast.A_Expr(kind=enums.A_Expr_Kind.AEXPR_OP_ANY, rexpr=ast.A_ArrayExpr(elements=values)):
            return tuple(values or ())
    return None


def _parts(node: Any) -> Iterator[Any]:
    for name in node:
        if name not in WHERE and (value := getattr(node, name)) is not None:
            yield name, _said(value)
