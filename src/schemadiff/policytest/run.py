"""Runs policy tests on a throw-away database, each in a transaction that is rolled back.

The loader inserts the rows; it owns the tables and is no superuser, so triggers of ``desired/`` have no more rights
than its other SQL. Policies do not apply to an owner; where FORCE makes them apply, it is switched off meanwhile.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from pglast import ast, parser
from psycopg import sql

from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.policytest.model import DENIED, PolicyTest, Result, Row, TestFile, Write

CLAIMS = "request.jwt.claims"
"""The setting in which PostgREST and Supabase pass the claims of a request."""
ALLOWED = (
    ast.SelectStmt,
    ast.InsertStmt,
    ast.UpdateStmt,
    ast.DeleteStmt,
    ast.MergeStmt,
    ast.TruncateStmt,
    ast.CallStmt,
)
TABLE = """
SELECT c.oid::regclass::text, relforcerowsecurity FROM pg_class c
WHERE c.oid = to_regclass(%s) AND relkind IN ('r', 'p', 'v', 'm', 'f')
"""
PLANT = "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM json_populate_record(NULL::{table}, %s)"
SEEN = "SELECT to_jsonb(r)::text FROM (SELECT {columns} FROM {table}) r"
WANTED = "SELECT to_jsonb(r)::text FROM (SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)) r"
NOT_ALLOWED = psycopg.errors.InsufficientPrivilege
ROWS_SHOWN = 5


def run(conn: psycopg.Connection[Any], file: TestFile) -> Iterator[Result]:
    """Yield the result of each test of a file; everything is rolled back.

    Raises:
        SchemadiffError: the rows of the file cannot be inserted.
    """
    with conn.transaction(force_rollback=True):
        for table, rows in file.rows.items():
            _plant(conn, file, table, rows)
        for test in file.tests:
            yield Result(test, tuple(_wrong(conn, test)))


def _plant(conn: psycopg.Connection[Any], file: TestFile, table: str, rows: Sequence[Row]) -> None:
    name, forced = _table(conn, table, file.at.path)
    try:
        if forced:
            conn.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(name))
        for row in rows:
            statement = sql.SQL(PLANT).format(table=name, columns=_columns(row))
            conn.execute(statement, [json.dumps(row)])
        if forced:
            conn.execute(sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(name))
    except psycopg.Error as error:
        raise SchemadiffError(f"cannot put rows into {table}: {postgres_words(error)}", at=file.at) from error


def _table(conn: psycopg.Connection[Any], table: str, where: str) -> tuple[sql.SQL, bool]:
    """The table's name quoted by PostgreSQL, and whether its policies apply to its owner."""
    try:
        found = conn.execute(TABLE, [table]).fetchone()
    except psycopg.Error as error:
        raise SchemadiffError(f"{where}: no table or view is called {table}") from error
    if found is None:
        raise SchemadiffError(f"{where}: no table or view is called {table}")
    return sql.SQL(found[0]), bool(found[1])


def _columns(names: Row | Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _wrong(conn: psycopg.Connection[Any], test: PolicyTest) -> Iterator[str]:
    """Yield the deviations from the test's expectations."""
    for table, expected in (test.sees or {}).items():
        yield from _sees(conn, test, table, expected)
    for write in test.may:
        yield from _may(conn, test, write)
    for write in test.may_not:
        yield from _may_not(conn, test, write)


@contextmanager
def _as(conn: psycopg.Connection[Any], test: PolicyTest) -> Iterator[None]:
    """Act as the role, with its claims, until the context ends; all changes are rolled back."""
    with conn.transaction(force_rollback=True):
        for name, value in (test.settings or {}).items():
            conn.execute("SELECT set_config(%s, %s, true)", [name, value])
        if test.claims is not None:
            conn.execute("SELECT set_config(%s, %s, true)", [CLAIMS, json.dumps(test.claims)])
        conn.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(test.role)))
        yield


def _sees(
    conn: psycopg.Connection[Any], test: PolicyTest, table: str, expected: Sequence[Row] | int | str
) -> Iterator[str]:
    name, _ = _table(conn, table, str(test.at))
    counted = isinstance(expected, int | str)
    columns = [] if counted else list(dict.fromkeys(key for row in expected for key in row))  # type: ignore[union-attr]
    listed = _columns(columns) if columns else sql.SQL("*")
    try:
        with _as(conn, test):
            seen = [text for (text,) in conn.execute(sql.SQL(SEEN).format(table=name, columns=listed))]
    except NOT_ALLOWED as error:
        if expected != DENIED:
            yield f"asking {table}: {postgres_words(error)}"
        return
    except psycopg.Error as error:
        yield f"asking {table}: {postgres_words(error)}"
        return
    if expected == DENIED:
        yield f"sees {len(seen)} rows of {table}, but should get permission denied"
    elif isinstance(expected, int):
        if len(seen) != expected:
            yield f"sees {len(seen)} rows of {table}, not {expected}"
    elif not isinstance(expected, str):
        wanted = [] if not columns else _wanted(conn, name, listed, expected)
        yield from _unequal(table, Counter(wanted), Counter(seen))


def _wanted(
    conn: psycopg.Connection[Any], name: sql.SQL, columns: sql.Composable, rows: Sequence[Row]
) -> list[str]:
    """The rows in PostgreSQL's own notation: times, numbers and uuids can be written in several ways."""
    query = sql.SQL(WANTED).format(table=name, columns=columns)
    return [text for (text,) in conn.execute(query, [json.dumps(list(rows))])]


def _unequal(table: str, wanted: Counter[str], seen: Counter[str]) -> Iterator[str]:
    for what, rows in (
        (f"does not see rows of {table} that it should", wanted - seen),
        (f"sees rows of {table} that it should not", seen - wanted),
    ):
        listed = sorted(rows.elements())
        for row in listed[:ROWS_SHOWN]:
            yield f"{what}: {row}"
        if len(listed) > ROWS_SHOWN:
            yield f"{what}: {len(listed) - ROWS_SHOWN} more"


def _may(conn: psycopg.Connection[Any], test: PolicyTest, write: Write) -> Iterator[str]:
    found = _tried(conn, test, write)
    if isinstance(found, str):
        yield f"{write.sql}: {found}"
    elif isinstance(found, psycopg.Error):
        yield f"may not: {write.sql}: {postgres_words(found)}"
    elif found != write.rows and (write.rows is not None or found == 0):
        wanted = "any" if write.rows is None else write.rows
        yield f"{write.sql}: changed {found} rows, not {wanted}"


def _may_not(conn: psycopg.Connection[Any], test: PolicyTest, write: Write) -> Iterator[str]:
    found = _tried(conn, test, write)
    if isinstance(found, str):
        yield f"{write.sql}: {found}"
    elif isinstance(found, psycopg.Error):
        if not isinstance(found, NOT_ALLOWED):
            yield f"{write.sql}: fails, but not for lack of privileges: {postgres_words(found)}"
    elif found:
        # PostgreSQL does not report the number of rows for TRUNCATE and CALL.
        yield f"may, but should not: {write.sql}" + (f" ({found} rows)" if found > 0 else "")


def _tried(conn: psycopg.Connection[Any], test: PolicyTest, write: Write) -> int | str | psycopg.Error:
    """The number of rows changed or returned, PostgreSQL's error, or why the statement is not permitted in a test."""
    if refused := _refused(write.sql):
        return refused
    try:
        with _as(conn, test):
            return conn.execute(write.sql.encode()).rowcount
    except psycopg.Error as error:
        return error


def _refused(text: str) -> str:
    try:
        statements = parser.parse_sql(text)
    except parser.ParseError as error:
        return f"syntax error: {error.args[0]}"
    if len(statements) != 1 or not isinstance(statements[0].stmt, ALLOWED):
        return "a test runs one SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE or CALL"
    return ""


def roles(files: Sequence[TestFile]) -> Mapping[str, PolicyTest]:
    """The roles that tests use, each with the first test that names it."""
    return {test.role: test for file in reversed(files) for test in reversed(file.tests)}
