"""How often PostgreSQL calls a function in a query: once, or for each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pglast import ast

from schemadiff.kinds.routine import Function
from schemadiff.lint.expressions import parts, walk
from schemadiff.model import Catalog
from schemadiff.sql.identity import identity

BUILT_IN = {"current_setting": "s", "pg_has_role": "s", "row_security_active": "s"} | {
    f"has_{what}_privilege": "s"
    for what in ("any_column", "column", "database", "function", "schema", "sequence", "table", "type")
}
"""Built-in functions with a look-up in each call. Calls of others, like now(), cost nothing."""

CHANGING = dict.fromkeys(BUILT_IN, "s") | {
    "clock_timestamp": "v", "currval": "v", "gen_random_uuid": "v", "lastval": "v", "nextval": "v", "random": "v",
    "random_normal": "v", "set_config": "v", "setseed": "v", "setval": "v", "timeofday": "v", "uuidv4": "v",
    "uuidv7": "v", "pg_sleep": "v", "pg_advisory_lock": "v", "pg_advisory_xact_lock": "v", "pg_notify": "v",
    "current_database": "s", "current_schema": "s", "current_schemas": "s", "inet_client_addr": "s", "now": "s",
    "pg_backend_pid": "s", "statement_timestamp": "s", "transaction_timestamp": "s", "txid_current": "s",
    "pg_current_xact_id": "s",
}  # fmt: skip
"""Built-in functions whose results change with time, chance or session, including those that cost nothing to call."""

Name = tuple[str, ...]


def volatilities(catalog: Catalog) -> Mapping[Name, str]:
    """``provolatile`` of the functions of a catalogue by schema and name; the most volatile one of overloads."""
    found: dict[Name, str] = {(name,): letter for name, letter in BUILT_IN.items()}
    for obj in catalog.objects.values():
        if isinstance(obj, Function) and (whole := identity(obj.address)):
            found[whole.name] = max(found.get(whole.name, "i"), obj.volatility)  # i < s < v
    return found


def calls_per_row(node: Any, known: Mapping[Name, str]) -> Iterator[tuple[Any, str]]:
    """Yield the calls that are evaluated for each row although they do not depend on it, with their volatility."""
    match node:
        case ast.SubLink(subselect=ast.SelectStmt(fromClause=None) as query) if not _columns(query):
            # An InitPlan or a hashed subplan is evaluated once.
            yield from calls_per_row(node.testexpr, known)
            return
        case ast.RangeFunction() if not _columns(node):
            return
        case ast.FuncCall(funcname=names, args=args) if not _columns(args):
            volatility = known.get(tuple(name.sval for name in names or ()), "i")
            if volatility != "i":
                yield node, volatility
                return
    for part in parts(node):
        yield from calls_per_row(part, known)


def _columns(node: Any) -> bool:
    return any(isinstance(part, ast.ColumnRef) for part in walk(node))
