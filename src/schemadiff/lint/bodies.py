"""The bodies of functions in SQL and PL/pgSQL, parsed as far as rules need them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from pglast import ast, parser

from schemadiff.kinds.routine import Function
from schemadiff.lint.expressions import called, parts, statement, walk
from schemadiff.lint.plpgsql import Node, below, declared_types, expression, plpgsql
from schemadiff.sql.identity import unquoted

STRING_BODIES = ("sql", "plpgsql")
WORD = re.compile(r'"(?:[^"]|"")*"|[^\s",]+')
"""A name in a list of ``proconfig``."""
SYSTEM = ("pg_catalog", "information_schema")
TEMPORARY = "pg_temp"
"""The schemas that every database has, as a search_path names them."""
TRIGGERS = ("trigger", "event_trigger")
WRITES = (ast.InsertStmt, ast.UpdateStmt, ast.DeleteStmt, ast.MergeStmt, ast.TruncateStmt)


@dataclass(frozen=True, eq=False)
class Body:
    """The SQL in a function's body."""

    statements: tuple[Any, ...]
    """Syntax trees; an expression of PL/pgSQL is the SELECT that PL/pgSQL makes of it."""
    tree: Node | None = None
    """For PL/pgSQL: the tree of libpg_query."""
    declared: tuple[str, ...] = ()
    """For PL/pgSQL: the types and relations that DECLARE names without a schema."""

    @cached_property
    def relations(self) -> tuple[Any, ...]:
        """The RangeVars of relations that the body reads or writes, except those that it creates itself."""
        found = (var for one in self.statements for var in _relations(one, frozenset()))
        return tuple(var for var in found if (var.schemaname, var.relname) not in self._made)

    @cached_property
    def _made(self) -> frozenset[tuple[str | None, str | None]]:
        """The tables that the body creates."""
        return frozenset((var.schemaname, var.relname) for one in self.statements for var in _made(one))

    @cached_property
    def nodes(self) -> tuple[Any, ...]:
        """All nodes of its statements."""
        return tuple(node for one in self.statements for node in walk(one))

    @cached_property
    def calls(self) -> frozenset[tuple[str, ...]]:
        """The unquoted names of the functions that it calls, with the schema if one is written."""
        return frozenset(filter(None, map(called, self.nodes)))

    @property
    def writes(self) -> bool:
        """True if it changes rows of a table that it does not create itself."""
        return any(isinstance(node, WRITES) and not self._made & {*_targets(node)} for node in self.nodes)


def sets_search_path(function: Function) -> bool:
    """True if the function sets its own search_path."""
    return any(setting.startswith("search_path=") for setting in function.settings)


def search_path(function: Function) -> tuple[str, ...] | None:
    """The schemas of the function's search_path, unquoted; None if it sets none."""
    said = next((s.partition("=")[2] for s in function.settings if s.startswith("search_path=")), None)
    if said is None:
        return None
    return tuple(name for name in map(unquoted, WORD.findall(said)) if name)


def parsed_when_made(function: Function) -> bool:
    """True for BEGIN ATOMIC and RETURN, whose names are resolved on creation."""
    return function.language == "sql" and statement(function.definition).sql_body is not None


def may_be_inlined(function: Function) -> bool:
    """True for an SQL function with a single SELECT that is not VOLATILE; SET would prevent its inlining."""
    if function.language != "sql" or function.volatility == "v" or function.security_definer:
        return False
    found = body(function)
    return (
        found is not None and len(found.statements) == 1 and isinstance(found.statements[0], ast.SelectStmt)
    )


def body(function: Function) -> Body | None:
    """The body of a function in SQL or PL/pgSQL; None for other languages, and if it cannot be parsed."""
    return parsed(function.definition) if function.language in STRING_BODIES else None


def not_understood(function: Function) -> str:
    """Why the function's body cannot be parsed; empty if it can, and for other languages."""
    if function.language not in STRING_BODIES:
        return ""
    found = _parsed(function.definition)
    return found if isinstance(found, str) else ""


def parsed(definition: str) -> Body | None:
    """The body in a CREATE FUNCTION in SQL or PL/pgSQL; None if it cannot be parsed."""
    found = _parsed(definition)
    return found if isinstance(found, Body) else None


@lru_cache(maxsize=1 << 14)
def _parsed(definition: str) -> Body | str:
    """The body, or the parser's error."""
    create = statement(definition)
    if create.sql_body is not None:
        return Body(tuple(_flat(create.sql_body)))
    options = {option.defname: option.arg for option in create.options}
    text = options["as"][0].sval or ""
    try:
        if options["language"].sval == "sql":
            return Body(tuple(one.stmt for one in parser.parse_sql(text)))
        tree = plpgsql(create, text)
        texts = [expression(node) for name, node in below(tree) if name == "PLpgSQL_expr"]
        parsed_texts = tuple(one.stmt for each in texts for one in parser.parse_sql(each))
        return Body(parsed_texts, tree, tuple(declared_types(text)))
    except (parser.ParseError, ValueError) as error:
        return str(error)


def _flat(node: Any) -> Iterator[Any]:
    """Yield the statements of BEGIN ATOMIC, which are nested in lists."""
    if isinstance(node, tuple | list):
        for part in node:
            yield from _flat(part)
    elif node is not None:
        yield node


def _relations(node: Any, named: frozenset[str]) -> Iterator[Any]:
    """Yield the RangeVars below ``node`` that are not names from an enclosing WITH."""
    if isinstance(node, ast.RangeVar):
        if node.schemaname or node.relname not in named:
            yield node
        return
    if isinstance(node, ast.LockingClause):
        # FOR UPDATE OF names what FROM names, by its alias.
        return
    clause = getattr(node, "withClause", None)
    if clause is not None:
        named |= {cte.ctename for cte in clause.ctes or ()}
    for part in parts(node):
        yield from _relations(part, named)


def _made(node: Any) -> Iterator[Any]:
    """Yield the RangeVar of the table that a statement creates."""
    match node:
        case ast.CreateStmt(relation=made) | ast.CreateTableAsStmt(into=ast.IntoClause(rel=made)):
            yield made


def _targets(node: Any) -> Iterator[tuple[str | None, str | None]]:
    """Yield the names of the tables that a statement writes to."""
    for var in (node.relations or ()) if isinstance(node, ast.TruncateStmt) else (node.relation,):
        yield var.schemaname, var.relname
