"""A table is not as tables are made here.

What
    A table, partitions aside, whose primary key does not have its first column in it; with the option
    ``columns``, one that lacks one of them; with ``comments``, one without a comment.

Why
    A column that every table has can be counted on by tools and people; a comment says what a row is; and a
    reader looks for the key at the top.

Instead
        CREATE TABLE notes (id bigint PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now());
        COMMENT ON TABLE notes IS 'What somebody wrote down.';
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.table import Table
from schemadiff.lint.columns import primary_key
from schemadiff.lint.indexes import column_names
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity
from schemadiff.sql.identity import unquoted
from schemadiff.words import listed

CODE = "CON014"
NAME = "conventions"
SEVERITY = Severity.INFO
ON = Table


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table for each convention that it does not follow."""
    if table.partition_of:
        return
    for key, message, instead in _breaches(table, schema):
        yield Finding(CODE, SEVERITY, message, table.address, schema.place(table), instead, key)


def _breaches(table: Table, schema: Subject) -> Iterator[tuple[str, str, str]]:
    wanted = schema.option(CODE, NAME, "columns")
    missing = [name for name in wanted if schema.column(table.address, name) is None]
    if missing:
        yield "columns", f"table {table.identity} has no {listed(missing)}", "add the columns"
    about = Address("comment", str(table.address))
    if schema.option(CODE, NAME, "comments") and about not in schema.whole.objects:
        message = f"table {table.identity} has no comment"
        yield "comment", message, f"COMMENT ON TABLE {table.identity} IS '...';"
    if schema.option(CODE, NAME, "key_first") and not _key_first(table, schema):
        yield "key", f"the primary key of {table.identity} is not its first column", "put it first"


def _key_first(table: Table, schema: Subject) -> bool:
    key, columns = primary_key(table.address, schema), schema.columns.get(table.address)
    if key is None or not columns or table.inherits:
        return True
    return unquoted(min(columns, key=lambda column: column.position).name) in column_names(key)
