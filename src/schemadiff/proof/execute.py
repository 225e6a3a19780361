"""Run statements on a throw-away database as apply would: as the loader, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg

from schemadiff.administer import created, make_untrusted
from schemadiff.errors import postgres_words
from schemadiff.migrations.session import clean
from schemadiff.migrations.split import Unit, units
from schemadiff.model import Failure, Statement
from schemadiff.shadow import Workshop


def execute(workshop: Workshop, database: str, statements: Sequence[Statement]) -> Failure | None:
    """Run statements unit by unit as the loader; the one that fails, with PostgreSQL's words."""
    wanted = created(statement.sql for statement in statements)
    make_untrusted(workshop.server, database, wanted, workshop.extensions)
    text = "".join(f"{statement.sql};\n\n" for statement in statements)
    number = 0
    with workshop.connect(database) as conn:
        for unit in units(text, "plan"):
            clean(conn)
            at, error = _run(conn, unit)
            if error is not None:
                return _failure(statements[min(number + at, len(statements) - 1)], error)
            number += len(unit.commands)
    return None


def _failure(statement: Statement, error: psycopg.Error) -> Failure:
    schema, table = error.diag.schema_name, error.diag.table_name
    relation = (schema, table) if schema and table else None
    return Failure(statement, postgres_words(error), error.sqlstate or "", relation)


def _run(conn: psycopg.Connection[Any], unit: Unit) -> tuple[int, psycopg.Error | None]:
    """Run one unit; the place of the command that failed, if one did."""
    at = 0
    try:
        if not unit.transactional:
            for at, command in enumerate(unit.commands):  # noqa: B007 - where it stopped
                conn.execute(command.sql.encode())
            return at, None
        with conn.transaction():
            for at, command in enumerate(unit.commands):  # noqa: B007
                conn.execute(command.sql.encode())
    except psycopg.Error as error:
        return at, error
    return at, None
