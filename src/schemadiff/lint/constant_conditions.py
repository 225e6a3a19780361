"""Conditions that have the same value for every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from pglast import ast, enums

from schemadiff.lint.expressions import constant, own_column, walk

BOOLEANS = {"t": True, "true": True, "f": False, "false": False}
"""The printed constants of type boolean; constants of other types are no conditions."""


ORDERS: Mapping[str, Callable[[int, int], bool]] = {
    "=": eq,
    "<>": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def denies(node: Any) -> bool:
    """True if a condition is never true: it is always false, or always NULL."""
    match node:
        case ast.A_Const(isnull=True) | ast.TypeCast(arg=ast.A_Const(isnull=True)):
            return True
    return truth(node) is False


def truth(node: Any, present: AbstractSet[str] = frozenset()) -> bool | None:
    """The value that an expression always has, apart from NULL; None if it varies or is unknown.

    Columns in ``present`` (unquoted) are never NULL.
    """
    match node:
        case ast.A_Const() | ast.TypeCast():
            return _boolean(node)
        case ast.BoolExpr(boolop=operator, args=args):
            return _joined(operator, [truth(arg, present) for arg in args or ()])
        case ast.NullTest(arg=arg, nulltesttype=test) if own_column(arg) in present:
            return bool(test == enums.NullTestType.IS_NOT_NULL)
        case ast.A_Expr(name=(ast.String(sval=word),), lexpr=left, rexpr=right) if word in ORDERS:
            return _compared(str(word), left, right, present)
        case (
            ast.CoalesceExpr(args=(inner, *_))
            | ast.SubLink(subselect=ast.SelectStmt(targetList=(ast.ResTarget(val=inner),), fromClause=None))
        ):
            return truth(inner)
    return None


def _boolean(node: Any) -> bool | None:
    match node:
        case ast.A_Const(val=ast.Boolean(boolval=value)):
            return bool(value)
        case ast.TypeCast(arg=ast.A_Const(val=ast.String(sval=text))):
            return BOOLEANS.get(text or "")
    return None


def _joined(operator: Any, parts: list[bool | None]) -> bool | None:
    if operator == enums.BoolExprType.NOT_EXPR:
        return None if parts[0] is None else not parts[0]
    decides = operator == enums.BoolExprType.OR_EXPR
    if decides in parts:
        return bool(decides)
    return None if None in parts else not decides


def _compared(word: str, left: Any, right: Any, present: AbstractSet[str]) -> bool | None:
    """The constant value of a comparison of constants, or of a column with itself; None if it varies."""
    itself = own_column(left) in present
    if left == right and (itself or (constant(left) and not _null(left))):
        return ORDERS[word](0, 0)
    match left, right:
        case ast.A_Const(val=ast.Integer(ival=one)), ast.A_Const(val=ast.Integer(ival=other)):
            return ORDERS[word](one or 0, other or 0)
    return None


def _null(node: Any) -> bool:
    return any(isinstance(part, ast.A_Const) and part.isnull for part in walk(node))
