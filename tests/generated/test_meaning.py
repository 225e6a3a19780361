"""What PostgreSQL's output leaves out or names by position is compared by querying rows on both sides.

Both judges compare texts. So these plans are applied, and views, bodies, rules, policies, checks and indexes are asked
on both sides: columns stand in another order there, and some have another type.
"""

from __future__ import annotations

import random
from collections import Counter

import psycopg
from psycopg.rows import scalar_row
from random_meanings import Saying, saying

from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.errors import Refused
from schemadiff.postgres.server import Server, scratch_database

EXAMPLES = 25
FIRST = ("SET check_function_bodies = off", "CREATE SCHEMA app", "CREATE TABLE app.log (said jsonb)")
"""As `apply` does, and what rules write to."""


def test_what_is_said_means_the_same(server18: Server) -> None:
    wrong: list[str] = []
    seen: Counter[str] = Counter()
    for number in range(EXAMPLES):
        said = saying(random.Random(number))
        with scratch_database(server18) as one, scratch_database(server18) as other:
            outcome = compared(server18, (one, other), said)
        seen[outcome.partition(":")[0]] += 1
        if outcome.startswith("differs"):
            wrong.append(
                "\n".join([f"example {number}: {outcome}", *said.tables[0], *said.tables[1], *said.sql])
            )

    assert wrong == [], "\n\n".join(wrong)
    # Examples that are refused prove little.
    assert seen["same"] >= EXAMPLES / 2, seen


def compared(server: Server, names: tuple[str, str], said: Saying) -> str:
    """Whether what the first database has become means what the second one does."""
    with (
        psycopg.connect(server.conninfo(names[0]), autocommit=True) as here,
        psycopg.connect(server.conninfo(names[1]), autocommit=True) as there,
    ):
        for connection, tables in zip((here, there), said.tables, strict=True):
            load(connection, tables, said.sql)
        try:
            plan = statements(catalog.read(here), catalog.read(there))
        except Refused as error:
            return f"refused: {error}"
        for statement in plan:
            here.execute(statement.sql.encode())
        for question in said.asked:
            answers = [answer(connection, question) for connection in (here, there)]
            if answers[0] != answers[1]:
                return f"differs: {question}\n{answers[0]}\nand not\n{answers[1]}"
    return "same"


def load(connection: psycopg.Connection, tables: list[str], sql: list[str]) -> None:
    """Make the tables, and of the rest what PostgreSQL takes."""
    for statement in (*FIRST, *tables):
        connection.execute(statement.encode())
    for statement in sql:
        try:
            connection.execute(statement.encode())
        except psycopg.Error:
            continue


def answer(connection: psycopg.Connection, question: str) -> list[str] | str:
    """The rows, or how PostgreSQL refuses."""
    try:
        with connection.cursor(row_factory=scalar_row) as cursor:
            return sorted(cursor.execute(question.encode()).fetchall())
    except psycopg.Error as error:
        # What it says of a whole row has the order of the columns.
        value = error.diag.message_detail if isinstance(error, psycopg.errors.UniqueViolation) else ""
        return f"{error.sqlstate} {error.diag.constraint_name} {value}"
