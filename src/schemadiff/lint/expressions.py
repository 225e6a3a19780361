"""Parses expressions as ``pg_get_expr()`` prints them, with pglast.

PostgreSQL prints a column of the row itself by its bare name, or inside a subquery with the table's name before it; it
qualifies everything else, so names are unambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from pglast import ast, enums, parser
from pglast.stream import RawStream

from schemadiff.model import Address
from schemadiff.sql.identity import identity

LITERAL_AS_TEXT = re.compile(r"CAST\(('(?:[^']|'')*') AS text\)")
CAST = re.compile(r'CAST\(("(?:[^"]|"")+"|\w+) AS ([\w. ]+)\)')
BRANCHES = (ast.Node, tuple)
EQUALS = (enums.A_Expr_Kind.AEXPR_OP, enums.A_Expr_Kind.AEXPR_OP_ANY)


def statement(sql: str) -> Any:
    """The syntax tree of one statement."""
    return parser.parse_sql(sql)[0].stmt


# As many as a large schema has expressions: each rule visits all of them in turn.
@lru_cache(maxsize=1 << 14)
def parse(expression: str) -> Any:
    """The syntax tree of an expression."""
    return statement(f"SELECT {expression}").targetList[0].val


def walk(node: Any) -> Iterator[Any]:
    """Yield the node and all nodes below it, in the order of the text."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.Node):
            yield one
        waiting += reversed(parts(one))


@lru_cache(maxsize=1 << 14)
def nodes(expression: str) -> tuple[Any, ...]:
    """All nodes of an expression, in the order of the text."""
    return tuple(walk(parse(expression)))


def parts(node: Any) -> list[Any]:
    """The direct children of a node or a list."""
    if isinstance(node, tuple | list):
        return list(node)
    if not isinstance(node, ast.Node):
        return []
    kind: Any = type(node)
    values = [getattr(node, name) for name in _branches(kind)]
    return [value for value in values if isinstance(value, BRANCHES)]


@cache
def _branches(kind: Any) -> tuple[str, ...]:
    """The attributes of a node class that may hold nodes or lists of nodes; most attributes are numbers and words."""
    return tuple(
        name for name, slot in kind.__slots__.items() if slot.c_type.endswith(("*", "Union", "Stmt"))
    )


def shown(node: Any) -> str:
    """An expression in the form that people write, with ``::`` for simple casts."""
    return CAST.sub(r"\1::\2", LITERAL_AS_TEXT.sub(r"\1", RawStream()(node)))


def conjuncts(node: Any) -> Iterator[Any]:
    """Yield the conditions that AND joins."""
    match node:
        case ast.BoolExpr(boolop=enums.BoolExprType.AND_EXPR, args=args):
            for arg in args or ():
                yield from conjuncts(arg)
        case _:
            yield node


def own_column(node: Any) -> str | None:
    """The column's name if the node is just a column of the row itself; otherwise None."""
    match node:
        case ast.ColumnRef(fields=(ast.String(sval=name),)):
            return str(name)
    return None


def bare_name(address: Address) -> str:
    """The name of a relation without its schema, unquoted."""
    found = identity(address)
    return found.name[-1] if found else ""


def refers_to_row(node: Any, table: str) -> bool:
    """True if the node uses a column of the row itself; ``table`` is the bare name of its table."""
    return next(row_columns(node, table), None) is not None


def row_columns(node: Any, table: str) -> Iterator[str]:
    """Yield the columns of the row itself that the node uses, unquoted; ``*`` for the whole row."""
    for part in walk(node):
        match part:
            case ast.ColumnRef(fields=(ast.String(sval=name),)):
                yield "*" if name == table else str(name)
            case ast.ColumnRef(fields=(ast.String(sval=qualifier), *rest)) if qualifier == table:
                yield str(rest[0].sval) if rest and isinstance(rest[0], ast.String) else "*"


def called(node: Any) -> tuple[str, ...]:
    """The unquoted name of the function that a node calls, with the schema if it is printed; otherwise ()."""
    return tuple(n.sval for n in node.funcname or ()) if isinstance(node, ast.FuncCall) else ()


def operator(node: Any) -> str:
    """The operator of a node ("="), "" if it has none."""
    match node:
        case ast.A_Expr(name=(*_, ast.String(sval=name))):
            return str(name)
    return ""


def literal(node: Any) -> str | None:
    """The text of a string constant, with or without a cast; None for anything else."""
    match node:
        case ast.TypeCast(arg=arg):
            return literal(arg)
        case ast.A_Const(val=ast.String(sval=text)):
            return text or ""
    return None


def comparisons(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs that ``=``, ``IN`` or ``= ANY`` compare: a side that an index could search, and the other."""
    match node:
        case ast.A_Expr(name=(*_, ast.String(sval="=")), lexpr=left, rexpr=right, kind=kind) if (
            kind in EQUALS
        ):
            yield left, right
            if kind == enums.A_Expr_Kind.AEXPR_OP:
                yield right, left
        case ast.SubLink(
            subLinkType=enums.SubLinkType.ANY_SUBLINK, testexpr=test, subselect=query, operName=None
        ):
            members = test.args if isinstance(test, ast.RowExpr) else (test,)
            yield from ((member, query) for member in members or ())


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
