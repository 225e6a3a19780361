"""NOT NULL of a column as SQL; since 18 it is a constraint with a name, and may be NOT VALID or NO INHERIT."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemadiff.kinds.column import Column


def not_null_clause(column: Column) -> str:
    """Return the end of a column's definition; empty where only ``add_not_null`` can express it (NOT VALID)."""
    if not column.not_null or not column.not_null_valid:
        return ""
    name = "" if column.not_null_usual else f"CONSTRAINT {column.not_null_name} "
    return f" {name}NOT NULL{' NO INHERIT' if column.not_null_no_inherit else ''}"


def add_not_null(column: Column) -> str:
    """Return the ADD CONSTRAINT for NOT NULL, which is new in 18."""
    tail = " NO INHERIT" if column.not_null_no_inherit else ""
    tail += "" if column.not_null_valid else " NOT VALID"
    return f"ALTER TABLE {column.table} ADD CONSTRAINT {column.not_null_name} NOT NULL {column.name}{tail}"


def alter_not_null(column: Column, old: Column, head: str) -> Iterator[str]:
    """Yield what turns the NOT NULL of ``old`` into that of ``column``; ``head`` is ALTER TABLE ... ALTER COLUMN ..."""
    if not old.not_null and not column.not_null:
        return
    if not old.not_null:
        yield _set(column, head)
    elif not column.not_null:
        yield f"{head} DROP NOT NULL"
    elif old.not_null_valid and not column.not_null_valid:
        # A valid constraint cannot become NOT VALID again.
        yield from (f"{head} DROP NOT NULL", add_not_null(column))
    else:
        yield from _alter_constraint(column, old)


def drop_alone(column: Column) -> Iterator[str]:
    """Yield what drops the column and leaves those of child tables, with their NOT NULL, as their own."""
    head = f"ALTER TABLE ONLY {column.table}"
    # Since 18 that of a child table is inherited by name: of a column that is gone, and nobody could drop it any more.
    if column.not_null_name and not column.not_null_no_inherit:
        yield from [f"{head} ALTER COLUMN {column.name} DROP IDENTITY"] if column.identity_kind else []
        yield f"{head} ALTER COLUMN {column.name} DROP NOT NULL"
    yield f"{head} DROP COLUMN {column.name}"


def _set(column: Column, head: str) -> str:
    # Without a name, PostgreSQL chooses another one where a child table already has a constraint of that name.
    named = not column.not_null_usual or (column.has_children and column.not_null_name)
    if named or column.not_null_no_inherit or not column.not_null_valid:
        return add_not_null(column)
    return f"{head} SET NOT NULL"


def _alter_constraint(column: Column, old: Column) -> Iterator[str]:
    table = f"ALTER TABLE {column.table}"
    if column.not_null_name != old.not_null_name:
        # In a typed table nothing can be renamed.
        yield from [f"{table} NOT OF"] if column.of_type else []
        yield f"{table} RENAME CONSTRAINT {old.not_null_name} TO {column.not_null_name}"
        yield from [f"{table} OF {column.of_type}"] if column.of_type else []
    if column.not_null_no_inherit != old.not_null_no_inherit:
        no = "NO " if column.not_null_no_inherit else ""
        yield f"{table} ALTER CONSTRAINT {column.not_null_name} {no}INHERIT"
    if column.not_null_valid and not old.not_null_valid:
        yield f"{table} VALIDATE CONSTRAINT {column.not_null_name}"
