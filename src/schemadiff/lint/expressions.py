"""Expressions as ``pg_get_expr()`` prints them, taken apart with pglast.

PostgreSQL prints a column of the row itself by its bare name, and inside a subquery with the name of the
table before it; everything else it qualifies, so names mean what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pglast import ast, enums, parser

from schemadiff.model import Address
from schemadiff.sources import identity

BRANCHES = (ast.Node, tuple)


def statement(sql: str) -> Any:
    """The syntax tree of one statement."""
    return parser.parse_sql(sql)[0].stmt


@lru_cache(maxsize=4096)
def parse(expression: str) -> Any:
    """The syntax tree of an expression."""
    return statement(f"SELECT {expression}").targetList[0].val


def walk(node: Any) -> Iterator[Any]:
    """The node and all below it, in the order of the text."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.Node):
            yield one
        waiting += reversed(parts(one))


def parts(node: Any) -> list[Any]:
    """What is directly below a node or a list of them."""
    if isinstance(node, tuple | list):
        return list(node)
    values = [getattr(node, name) for name in node] if isinstance(node, ast.Node) else []
    return [value for value in values if isinstance(value, BRANCHES)]


def conjuncts(node: Any) -> Iterator[Any]:
    """The conditions that AND joins."""
    match node:
        case ast.BoolExpr(boolop=enums.BoolExprType.AND_EXPR, args=args):
            for arg in args or ():
                yield from conjuncts(arg)
        case _:
            yield node


def own_column(node: Any) -> str | None:
    """The name, if it is nothing but a column of the row itself."""
    match node:
        case ast.ColumnRef(fields=(ast.String(sval=name),)):
            return str(name)
    return None


def bare_name(address: Address) -> str:
    """The name of a relation without its schema, unquoted."""
    found = identity(address)
    return found.name[-1] if found else ""


def refers_to_row(node: Any, table: str) -> bool:
    """True if it needs a column of the row itself; ``table`` is the bare name of its table."""
    for part in walk(node):
        match part:
            case ast.ColumnRef(fields=(ast.String(),)):
                return True
            case ast.ColumnRef(fields=(ast.String(sval=qualifier), *_)) if qualifier == table:
                return True
    return False


def constant(node: Any) -> bool:
    """True for literals, with or without a cast, and arrays of them."""
    match node:
        case ast.A_Const():
            return True
        case ast.TypeCast(arg=arg):
            return constant(arg)
        case ast.A_ArrayExpr(elements=elements):
            return all(map(constant, elements or ()))
    return False
