"""What to do when rows violate a constraint that is validated: it was added NOT VALID, and stays so."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, LiteralString

import psycopg
from pglast import ast, parse_sql
from pglast.enums import AlterTableType
from pglast.parser import ParseError

FOUND: LiteralString = """
    SELECT pg_catalog.format('%%s', r.oid::pg_catalog.regclass), pg_catalog.quote_ident(conname), contype::text,
           pg_catalog.pg_get_expr(conbin, conrelid),
           (SELECT pg_catalog.quote_ident(attname) FROM pg_catalog.pg_attribute
            WHERE attrelid = conrelid AND attnum = conkey[1])
    FROM pg_catalog.pg_constraint JOIN pg_catalog.pg_class r ON r.oid = conrelid
         JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    WHERE nspname = %s AND relname = %s AND conname = %s AND NOT convalidated
"""


def hint(conn: psycopg.Connection[Any], error: psycopg.Error, sql: str, again: str) -> str:
    """Return how to find the rows and how to go on, if the statement validates a constraint; ``again`` is the command."""
    name = _validated(sql)
    if name is None:
        return ""
    with suppress(psycopg.Error), conn.transaction():
        # What is printed for another session has all its schemas.
        conn.execute("SET LOCAL search_path = ''")
        if row := conn.execute(FOUND, (error.diag.schema_name, error.diag.table_name, name)).fetchone():
            return _words(*row, again=again)
    return ""


def _validated(sql: str) -> str | None:
    """Return the name of the constraint that the statement validates, if it does nothing else."""
    with suppress(ParseError):
        (parsed,) = parse_sql(sql)
        match parsed.stmt:
            case ast.AlterTableStmt(cmds=(ast.AlterTableCmd() as command,)):
                return command.name if command.subtype == AlterTableType.AT_ValidateConstraint else None
    return None


def _words(table: str, name: str, kind: str, condition: str | None, column: str, *, again: str) -> str:
    wrong = {"c": f"NOT ({condition})", "n": f"{column} IS NULL"}.get(kind)
    rows = f", which this shows: SELECT * FROM {table} WHERE {wrong}" if wrong else ""
    return (
        f"constraint {name} is there, NOT VALID, and turns away new rows that violate it: change the old ones{rows}; "
        f"then run {again} again"
    )
