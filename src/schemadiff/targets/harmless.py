"""Whether a question may run on a database: it must be one SELECT that calls no volatile function.

Questions come from ``desired/`` and from migrations that nobody has read yet, and ``plan`` and ``apply --dry-run``
must not change anything. A read-only transaction alone does not ensure that: a function may write a file, talk to
another server or end sessions.
"""

from __future__ import annotations

from typing import Any, LiteralString

import psycopg
from pglast import ast, parser
from pglast.visitors import Visitor

VOLATILE: LiteralString = """
    SELECT n.nspname || '.' || p.proname FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE p.provolatile = 'v' AND (p.proname = ANY(%(bare)s) OR n.nspname || '.' || p.proname = ANY(%(full)s))
    UNION SELECT o.oid::pg_catalog.regoperator::text FROM pg_catalog.pg_operator o
    JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode
    WHERE p.provolatile = 'v' AND o.oprname = ANY(%(operators)s)
    ORDER BY 1
"""


def doubt(conn: psycopg.Connection[Any], sql: str) -> str:
    """Return the reason why a question must not run, or an empty string."""
    try:
        statements = parser.parse_sql(sql)
    except parser.ParseError as error:
        return f"it is not a SELECT: {error.args[0]}"
    match [statement.stmt for statement in statements]:
        case [ast.SelectStmt(intoClause=None) as select]:
            calls = _Calls()
            calls(select)
        case _:
            return "it is not one SELECT"
    named = {"bare": sorted(calls.bare), "full": sorted(calls.full), "operators": sorted(calls.operators)}
    volatile = [str(name) for (name,) in conn.execute(VOLATILE, named)]
    return (
        f"it calls {', '.join(volatile)}, which is not known to be free of side effects" if volatile else ""
    )


class _Calls(Visitor):
    """Collects the names, unquoted, of the functions and operators that a statement uses."""

    def __init__(self) -> None:
        super().__init__()
        self.bare: set[str] = set()
        """Names without a schema: the function may be in any."""
        self.full: set[str] = set()
        self.operators: set[str] = set()

    def visit_FuncCall(self, _: Any, node: ast.FuncCall) -> None:  # noqa: N802 - pglast's name
        # PostgreSQL accepts the database's name before the schema's.
        names = [str(name.sval) for name in node.funcname or ()][-2:]
        (self.full if len(names) > 1 else self.bare).add(".".join(names))

    def visit_A_Expr(self, _: Any, node: ast.A_Expr) -> None:  # noqa: N802 - pglast's name
        self._operator(node.name)

    def visit_SubLink(self, _: Any, node: ast.SubLink) -> None:  # noqa: N802 - pglast's name
        self._operator(node.operName)

    def visit_SortBy(self, _: Any, node: ast.SortBy) -> None:  # noqa: N802 - pglast's name
        self._operator(node.useOp)

    def _operator(self, name: Any) -> None:
        self.operators.update(str(part.sval) for part in (name or ())[-1:])
