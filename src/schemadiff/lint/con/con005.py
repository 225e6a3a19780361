"""A boolean that has three values.

What
    A table with columns of type ``boolean`` that may be NULL; one finding for each table.

Why
    ``WHERE active`` and ``WHERE NOT active`` both leave out the rows where it is NULL, and nobody can say
    whether those are meant.

Instead
        ALTER TABLE members ALTER COLUMN active SET DEFAULT false, ALTER COLUMN active SET NOT NULL;

    Where NULL means "not answered yet": an ignore with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.columns import declared
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "CON005"
NAME = "nullable-boolean"
SEVERITY = Severity.WARNING
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table if it has such columns, at the first of them."""
    columns = [
        column
        for column in schema.columns.get(table.address, ())
        if column.data_type == "boolean"
        and not column.not_null
        and not column.generated_kind
        and declared(column)
    ]
    if not columns:
        return
    names = [column.name for column in columns]
    yield Finding(
        CODE,
        SEVERITY,
        f"{listed(names)} of {table.identity} may be neither true nor false",
        table.address,
        schema.at.get(columns[0].address) or schema.place(table),
        "\n".join(f"ALTER TABLE {table.identity} ALTER COLUMN {name} SET NOT NULL;" for name in names),
        ",".join(names),
    )
