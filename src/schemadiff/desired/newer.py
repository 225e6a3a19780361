"""Hints for statements that the server is too old for."""

from __future__ import annotations

from typing import Any

from pglast import ast, get_postgresql_version

from schemadiff.desired.files import SourceStatement

NEWEST = int(get_postgresql_version()[0])
"""The major whose grammar has read the files."""
_GRAMMAR = "scanner_yyerror"
"""PostgreSQL's function that reports what its grammar does not have; other syntax errors are of what it looks at later."""
_PERHAPS = frozenset({"0A000", "22023", "42601"})
"""SQLSTATEs for what is not supported, for parameters and for other words: none of them says whether a newer one has it."""


def newer_hint(statement: SourceStatement, diag: Any, major: int) -> str:
    """Return a hint if a newer PostgreSQL takes the statement, or may take it; "" if there is none.

    What a string holds is not known to be right: the grammar has read the files, and no bodies.
    """
    if not 0 < major < NEWEST or diag.sqlstate not in _PERHAPS or _holds_text(statement.node):
        return ""
    if diag.source_function == _GRAMMAR:
        return (
            f"PostgreSQL {major} does not have this syntax, and a newer one has: write it in another way, or upgrade "
            "the server that the files are for (the target, or else shadow.version in the settings)"
        )
    return f"this is what PostgreSQL {major} says; a newer one may take it"


def _holds_text(node: ast.Node) -> bool:
    return isinstance(node, ast.DoStmt) or (
        isinstance(node, ast.CreateFunctionStmt) and node.sql_body is None
    )
