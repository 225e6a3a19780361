"""A CHECK lets NULL through.

What
    A CHECK constraint over a column that may be NULL, and that it does not ask about with IS NULL or
    IS NOT NULL, ``coalesce()``, IS DISTINCT FROM, ``num_nonnulls()`` or the like.

Why
    A CHECK fails only where its condition is false. With NULL it is neither true nor false, so
    ``CHECK (status IN ('open', 'done'))`` takes a row without any status.

Instead
        ALTER TABLE tickets ALTER COLUMN status SET NOT NULL;

    Where the field is optional, say so: ``CHECK (status IS NULL OR status IN ('open', 'done'))``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast, enums

from schemadiff.kinds.constraint import Constraint
from schemadiff.lint.expressions import own_column, walk
from schemadiff.lint.indexes import node_of
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "CON006"
NAME = "check-allows-null"
SEVERITY = Severity.INFO
ON = Constraint
DISTINCT = (enums.A_Expr_Kind.AEXPR_DISTINCT, enums.A_Expr_Kind.AEXPR_NOT_DISTINCT)
COUNTING = frozenset({"num_nulls", "num_nonnulls"})


def check(constraint: Constraint, schema: Subject) -> Iterator[Finding]:
    """Yield the CHECK if a NULL gets past it."""
    if constraint.type != "c" or constraint.parent is None or constraint.inherited_from:
        return
    condition = node_of(constraint).raw_expr
    asked = {name for node in walk(condition) for name in _asks(node)}
    used = dict.fromkeys(filter(None, map(own_column, walk(condition))))
    columns = [schema.column(constraint.parent, name) for name in used if name not in asked]
    nullable = [column.name for column in columns if column and not column.not_null]
    if not nullable:
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"{constraint.identity} accepts a row where {listed(nullable)} is NULL",
        constraint.address,
        schema.place(constraint),
        "\n".join(f"ALTER TABLE {constraint.table} ALTER COLUMN {name} SET NOT NULL;" for name in nullable),
    )


def _asks(node: Any) -> Iterator[str]:
    """Yield the columns that a part of a condition minds being NULL."""
    match node:
        case ast.NullTest(arg=about) | ast.BooleanTest(arg=about):
            yield from _columns(about)
        case ast.CoalesceExpr(args=about):
            yield from _columns(about)
        case ast.A_Expr(kind=kind) if kind in DISTINCT:
            yield from _columns((node.lexpr, node.rexpr))
        case ast.FuncCall(funcname=names, args=about) if any(name.sval in COUNTING for name in names or ()):
            yield from _columns(about)


def _columns(node: Any) -> Iterator[str]:
    yield from filter(None, map(own_column, walk(node)))
