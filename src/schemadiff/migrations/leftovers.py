"""Recovering from an interrupted statement that cannot run in a transaction block: removing what it left behind.

CREATE INDEX CONCURRENTLY leaves an invalid index, DETACH PARTITION CONCURRENTLY a partition that is half detached
(manual: CREATE INDEX, ALTER TABLE). Or the statement has finished, but the process was killed before it recorded that.
The catalogue tells which it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from pglast import ast, parser
from pglast.enums import AlterTableType
from psycopg import sql

Connection = psycopg.Connection[Any]

_INDEX = """
    SELECT i.indisvalid, pg_catalog.format('%%I.%%I', n.nspname, c.relname)
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indrelid = pg_catalog.to_regclass(%s) AND c.relname = %s::pg_catalog.name
"""
_INVALID_ONES = """
    SELECT i.indexrelid::pg_catalog.regclass::text FROM pg_catalog.pg_index i
    WHERE i.indrelid = pg_catalog.to_regclass(%s) AND NOT i.indisvalid
"""
_PARTITION = """
    SELECT inhdetachpending FROM pg_catalog.pg_inherits
    WHERE inhparent = pg_catalog.to_regclass(%s) AND inhrelid = pg_catalog.to_regclass(%s)
"""


def clear(conn: Connection, command: str, say: Callable[[str], None]) -> bool:
    """Clean up after the interrupted command; return True if it has in fact finished, and must not run again."""
    match parser.parse_sql(command)[0].stmt:
        case ast.IndexStmt(concurrent=True, idxname=name, relation=ast.RangeVar() as table):
            return _created_index(conn, name, _qualified(table), say)
        case ast.DropStmt(concurrent=True, objects=(names,)):
            return _dropped_index(conn, ".".join(_quoted(part.sval) for part in names), say)
        case ast.AlterTableStmt(relation=ast.RangeVar() as table, cmds=(ast.AlterTableCmd() as cmd,)):
            return _detached_partition(conn, _qualified(table), cmd, say)
    say("was interrupted, runs again")
    return False


def _created_index(conn: Connection, name: str | None, table: str, say: Callable[[str], None]) -> bool:
    if name is None:
        invalid = [row[0] for row in conn.execute(_INVALID_ONES, (table,)).fetchall()]
        if invalid:
            say(
                "the index has no name in the statement, so an invalid index may be left behind: "
                f"{', '.join(invalid)}"
            )
        return False
    row = conn.execute(_INDEX, (table, name)).fetchone()
    if row is None:
        return False
    valid, identity = row
    if valid:
        say(f"index {identity} exists and is valid")
        return True
    say(f"dropping invalid index {identity}, left by an interrupted CREATE INDEX CONCURRENTLY")
    conn.execute(f"DROP INDEX CONCURRENTLY {identity}".encode())
    return False


def _dropped_index(conn: Connection, identity: str, say: Callable[[str], None]) -> bool:
    (there,) = conn.execute("SELECT pg_catalog.to_regclass(%s) IS NOT NULL", (identity,)).fetchone() or (
        True,
    )
    if not there:
        say(f"index {identity} is dropped already")
    return not there


def _detached_partition(
    conn: Connection, table: str, cmd: ast.AlterTableCmd, say: Callable[[str], None]
) -> bool:
    match cmd:
        case ast.AlterTableCmd(
            subtype=AlterTableType.AT_DetachPartition, def_=ast.PartitionCmd(name=ast.RangeVar() as name)
        ):
            partition = _qualified(name)
        case _:
            return False
    row = conn.execute(_PARTITION, (table, partition)).fetchone()
    if row is None:
        say(f"partition {partition} is detached already")
        return True
    if row[0]:
        say(f"finalizing the detach of partition {partition}")
        conn.execute(f"ALTER TABLE {table} DETACH PARTITION {partition} FINALIZE".encode())
    return bool(row[0])


def _qualified(relation: ast.RangeVar) -> str:
    return ".".join(_quoted(part) for part in (relation.schemaname, relation.relname) if part)


def _quoted(name: str) -> str:
    return sql.Identifier(name).as_string()
