"""A unique constraint lets duplicates in, because a column may be NULL.

What
    A unique constraint or index with a nullable key column, without NULLS NOT DISTINCT, and without a
    predicate ``IS NOT NULL`` on the column. Of several columns it is a warning, of a single one an info.

Why
    NULL is not equal to NULL: ``(NULL, 'news')`` fits in twice beside itself. A single optional value that
    must be unique where it is given is mostly meant so; a combination hardly ever.

Instead
        ALTER TABLE preferences ALTER COLUMN member_id SET NOT NULL;

    or, since PostgreSQL 15, ``UNIQUE NULLS NOT DISTINCT (...)``. Where a foreign key sets a column to NULL
    (``ON DELETE SET NULL``), it has to stay nullable; a single such column is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.table import Table
from schemadiff.lint.columns import set_to_null
from schemadiff.lint.indexes import Access, definition_of, not_null_columns
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.sql.identity import unquoted
from schemadiff.words import listed

CODE = "CON003"
NAME = "unique-nullable-columns"
SEVERITY = Severity.WARNING
ON = Table
NULLS_NOT_DISTINCT = 150000
"""The version from which a key can count two NULLs as equal."""


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the unique constraints and indexes that NULL gets past."""
    for access in schema.accesses.get(table.address, ()):
        if not access.unique or _counts_nulls(access, schema):
            continue
        nullable = [*_nullable(table, access, schema)]
        if not nullable:
            continue
        several = len(access.columns) > 1
        emptied = [name for name in nullable if unquoted(name) in _set_to_null(table, schema)]
        if emptied and not several:
            continue
        obj = schema.whole.objects[access.address]
        yield Finding(
            CODE,
            SEVERITY if several else Severity.INFO,
            f"{access.address} allows duplicates where {' or '.join(nullable)} is NULL",
            access.address,
            schema.place(obj),
            "\n".join(_instead(table, nullable, emptied, schema) if several else _required(table, nullable)),
            ",".join(nullable),
        )


def _required(table: Table, names: Iterable[str]) -> Iterator[str]:
    yield from (f"ALTER TABLE {table.identity} ALTER COLUMN {name} SET NOT NULL;" for name in names)


def _instead(table: Table, nullable: Iterable[str], emptied: Sequence[str], schema: Subject) -> Iterator[str]:
    """Yield what to do about a key of several columns; ``emptied`` are those that a foreign key sets to NULL."""
    if schema.whole.version >= NULLS_NOT_DISTINCT:
        yield "UNIQUE NULLS NOT DISTINCT, if two rows with NULL are alike"
    else:
        yield "a further unique index of the other columns WHERE a column IS NULL, if two such rows are alike"
    if emptied:
        yield f"a foreign key sets {listed(emptied)} to NULL, so SET NOT NULL would make it fail"
        return
    yield "if NULL is none of the values:"
    yield from _required(table, nullable)


def _set_to_null(table: Table, schema: Subject) -> set[str]:
    """The columns that a foreign key sets to NULL when what it refers to goes or changes, unquoted."""
    keys = schema.constraints.get(table.address, ())
    return {name for key in keys for _, names in set_to_null(key) for name in names}


def _counts_nulls(access: Access, schema: Subject) -> bool:
    """True for NULLS NOT DISTINCT."""
    obj = schema.whole.objects[access.address]
    # The words might stand in a name or in a predicate as well.
    if isinstance(obj, Index):
        return " NULLS NOT DISTINCT" in obj.definition and bool(definition_of(obj).nulls_not_distinct)
    return isinstance(obj, Constraint) and obj.definition.startswith("UNIQUE NULLS NOT DISTINCT")


def _nullable(table: Table, access: Access, schema: Subject) -> Iterator[str]:
    never = not_null_columns(access)
    for name in access.columns:
        column = schema.column(table.address, name) if name else None
        if column and not column.not_null and name not in never:
            yield column.name
