"""A type that some teams do without.

What
    ``varchar(n)``; an enum; a primary key that ``gen_random_uuid()`` or ``uuid_generate_v4()`` fills, on
    PostgreSQL 18; a column, primary keys aside, whose type is another than that of most columns of
    its name.

Why
    A longer ``varchar`` is a migration, a CHECK is a line. A label of an enum cannot be removed. Random keys
    spread over the whole index, and each INSERT touches another page: ``uuidv7()`` (18) goes by time. Columns
    of one name that have two types surprise whoever joins them.

Instead
        CREATE TABLE notes (
            id uuid PRIMARY KEY DEFAULT uuidv7(),
            title text CHECK (length(title) <= 200)
        );
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.lint.columns import declared, default_of, element, enum_of, primary_key
from schemadiff.lint.indexes import column_names
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.sql.identity import unquoted

CODE = "TYP010"
NAME = "taste"
SEVERITY = Severity.INFO
ON = Column
RANDOM = ("gen_random_uuid()", "uuid_generate_v4()")
ORDERED_SINCE = 18
ENOUGH = 3
"""How many columns of a name there must be before one of them is odd."""


def check(column: Column, schema: Subject) -> Iterator[Finding]:
    """Yield the column for each thing that its type may be disliked for."""
    if not declared(column):
        return
    wanted = schema.option(CODE, NAME, "against")
    for key, message, instead in _tastes(column, schema):
        if key in wanted:
            yield Finding(CODE, SEVERITY, message, column.address, schema.place(column), instead, key)


def _tastes(column: Column, schema: Subject) -> Iterator[tuple[str, str, str]]:
    if element(column) == "character varying" and "(" in column.data_type:
        yield "varchar", f"{column.identity} is {column.data_type}", "text, with CHECK (length(...) <= n)"
    if enum := enum_of(column, schema):
        yield (
            "enum",
            f"{column.identity} is the enum {enum.identity}",
            "text with a CHECK, or a table of values",
        )
    if schema.catalog.major >= ORDERED_SINCE and _random_key(column, schema):
        message = f"{column.identity} is a primary key with values in random order"
        yield "uuid", message, f"ALTER TABLE {column.table} ALTER COLUMN {column.name} SET DEFAULT uuidv7();"
    if usual := "" if _in_key(column, schema) else _usual(column, schema):
        yield "names", f"{column.identity} is {column.data_type}, and most of its name are {usual}", usual


def _in_key(column: Column, schema: Subject) -> bool:
    """True for a primary key of one column."""
    key = primary_key(column.parent, schema) if column.parent else None
    return key is not None and column_names(key) == (unquoted(column.name),)


def _random_key(column: Column, schema: Subject) -> bool:
    if not _in_key(column, schema):
        return False
    return (default_of(column, schema) or "").endswith(RANDOM)


def _usual(column: Column, schema: Subject) -> str:
    """The type of most columns of its name; empty if that is its own, or if there is none. A domain joins as its base."""
    types = Counter(other.holds for other in schema.by_name.get(column.name, ()))
    usual, times = types.most_common(1)[0]
    clear = types.total() >= ENOUGH and times > types.total() / 2
    return usual if clear and usual != column.holds else ""
