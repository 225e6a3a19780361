"""NOT NULL constraints of partitions that pg_dump 18 does not name, as they have the usual name of their table.

They have it from the parent, which had the partition's name once. A partition is restored before it is attached, and
PostgreSQL chooses another name for it then, because the parent's has this one; inherited, it cannot be renamed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Catalog
from schemadiff.sql.identity import quoted_names, unquoted


def unnamed_not_null(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the table of each, and what gives it its name before the table is attached."""
    named = [obj for obj in catalog.objects.values() if isinstance(obj, Column) and obj.not_null_name]
    uses = Counter((column.schema, column.not_null_name) for column in named)
    parts = {obj.below for obj in catalog.objects.values() if isinstance(obj, Inheritance) and obj.bound}
    for column in named:
        shared = uses[column.schema, column.not_null_name] > 1
        if shared and column.parent in parts and column.not_null_valid and _is_usual(column):
            again = f"ALTER TABLE {column.table} ALTER COLUMN {column.name} DROP NOT NULL;\n"
            name = f"ADD CONSTRAINT {column.not_null_name} NOT NULL {column.name}"
            yield column.table, f"{again}ALTER TABLE {column.table} {name};\n"


def _is_usual(column: Column) -> bool:
    """Return True if pg_dump takes the name for the one that PostgreSQL would choose."""
    table = unquoted(quoted_names(column.table)[-1])
    return unquoted(str(column.not_null_name)) == f"{table}_{unquoted(column.name)}_not_null"
