"""The conditions of policies, and what they ask of the row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pglast import ast, enums

from schemadiff.kinds.policy import Policy
from schemadiff.lint.expressions import (
    bare_name,
    called,
    comparisons,
    constant,
    nodes,
    own_column,
    parse,
    refers_to_row,
    walk,
)
from schemadiff.lint.subject import Subject
from schemadiff.model import Address


class Clause(NamedTuple):
    """USING or WITH CHECK of a policy."""

    name: str
    text: str

    @property
    def node(self) -> Any:
        """Its syntax tree."""
        return parse(self.text)

    @property
    def nodes(self) -> tuple[Any, ...]:
        """All nodes of it."""
        return nodes(self.text)


def clauses(policy: Policy) -> Iterator[Clause]:
    """Yield those that it has."""
    if policy.using is not None:
        yield Clause("USING", policy.using)
    if policy.check is not None:
        yield Clause("WITH CHECK", policy.check)


def table_name(policy: Policy) -> str:
    """The bare name of its table, unquoted."""
    return bare_name(Address("table", policy.table))


def required(node: Any, table: str) -> frozenset[str]:
    """The columns of the row that must equal a value that depends on no row and is no constant, whatever else holds."""
    match node:
        case ast.BoolExpr(boolop=enums.BoolExprType.AND_EXPR, args=args):
            return frozenset().union(*(required(arg, table) for arg in args or ()))
        case ast.BoolExpr(boolop=enums.BoolExprType.OR_EXPR, args=(first, *others)):
            return required(first, table).intersection(*(required(arg, table) for arg in others))
    return frozenset(
        column
        for side, value in comparisons(node)
        if (column := own_column(side)) and not constant(value) and not refers_to_row(value, table)
    )


def asks_session(node: Any) -> bool:
    """True if a function is called there, and no column is needed."""
    parts = [*walk(node)]
    return any(map(called, parts)) and not any(isinstance(part, ast.ColumnRef) for part in parts)


def judged(policy: Policy, schema: Subject) -> bool:
    """True if the policy is PostgreSQL's own reading of what was written, and has an effect."""
    table = schema.whole.objects.get(policy.parent) if policy.parent else None
    return policy.address not in schema.broken_addresses and bool(getattr(table, "row_security", False))
