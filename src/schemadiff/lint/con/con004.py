"""A column has a default and takes NULL all the same.

What
    A table with columns that have a default, are not generated, and may be NULL; one finding for each table.

Why
    The default says what the value is where nobody names one. An INSERT or UPDATE that names NULL, as many
    clients do for fields that they leave empty, still puts NULL in, and every query has to reckon with it.

Instead
        ALTER TABLE notes ALTER COLUMN created_at SET NOT NULL;

    A column in which NULL means something of its own: an ignore with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.table import Table
from schemadiff.lint.columns import declared, default_of
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "CON004"
NAME = "nullable-with-default"
SEVERITY = Severity.INFO
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table if it has such columns, at the first of them."""
    columns = [column for column in schema.columns.get(table.address, ()) if _both(column, schema)]
    if not columns:
        return
    names = [column.name for column in columns]
    has = "has a default and may be NULL" if len(names) == 1 else "have a default and may be NULL"
    yield Finding(
        CODE,
        SEVERITY,
        f"{listed(names)} of {table.identity} {has}",
        table.address,
        schema.at.get(columns[0].address) or schema.place(table),
        "\n".join(f"ALTER TABLE {table.identity} ALTER COLUMN {name} SET NOT NULL;" for name in names),
        ",".join(names),
    )


def _both(column: Column, schema: Subject) -> bool:
    if column.not_null or not declared(column):
        return False
    default = default_of(column, schema)
    return default is not None and default.partition("::")[0] != "NULL"
