"""What functions are, as far as rules ask."""

from __future__ import annotations

from pglast import ast, parser

from schemadiff.kinds.routine import Function
from schemadiff.lint.expressions import statement

STRING_BODIES = ("sql", "plpgsql")


def sets_search_path(function: Function) -> bool:
    """True if it runs with a search_path of its own."""
    return any(setting.startswith("search_path=") for setting in function.settings)


def parsed_when_made(function: Function) -> bool:
    """True for BEGIN ATOMIC and RETURN: their names were resolved once and for all."""
    return function.language == "sql" and statement(function.definition).sql_body is not None


def may_be_inlined(function: Function) -> bool:
    """True for an SQL function of a single SELECT that is not VOLATILE: SET would keep it from being inlined."""
    if function.language != "sql" or function.volatility == "v" or function.security_definer:
        return False
    body = next(e.arg for e in statement(function.definition).options if e.defname == "as")
    try:
        statements = parser.parse_sql(body[0].sval)
    except parser.ParseError:
        return False
    return len(statements) == 1 and isinstance(statements[0].stmt, ast.SelectStmt)
