"""Conditions that are the same for every row."""

from __future__ import annotations

from typing import Any

from pglast import ast, enums

from schemadiff.lint.expressions import constant, walk

BOOLEANS = {"t": True, "true": True, "f": False, "false": False}
"""As constants of type boolean are printed; of another type they are no condition."""


def truth(node: Any) -> bool | None:
    """What an expression of constants always is; None if that depends, or is not known."""
    match node:
        case ast.A_Const(val=ast.Boolean(boolval=value)):
            return bool(value)
        case ast.TypeCast(arg=ast.A_Const(val=ast.String(sval=text))):
            return BOOLEANS.get(text or "")
        case ast.BoolExpr(boolop=operator, args=args):
            return _joined(operator, [truth(arg) for arg in args or ()])
        case ast.A_Expr(name=(ast.String(sval="=" | "<>" as operator),), lexpr=left, rexpr=right):
            same = _same(left, right)
            return same if operator == "=" or same is None else not same
        case (
            ast.CoalesceExpr(args=(inner, *_))
            | ast.SubLink(subselect=ast.SelectStmt(targetList=(ast.ResTarget(val=inner),), fromClause=None))
        ):
            return truth(inner)
        case _:
            return None


def _joined(operator: Any, parts: list[bool | None]) -> bool | None:
    if operator == enums.BoolExprType.NOT_EXPR:
        return None if parts[0] is None else not parts[0]
    decides = operator == enums.BoolExprType.OR_EXPR
    if decides in parts:
        return bool(decides)
    return None if None in parts else not decides


def _same(left: Any, right: Any) -> bool | None:
    """True for a constant compared with itself, False for two different integers."""
    if not (constant(left) and constant(right)) or _null(left) or _null(right):
        return None
    if left == right:
        return True
    match left, right:
        case ast.A_Const(val=ast.Integer()), ast.A_Const(val=ast.Integer()):
            return False
    return None


def _null(node: Any) -> bool:
    return any(isinstance(part, ast.A_Const) and part.isnull for part in walk(node))
