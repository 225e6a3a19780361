"""Names that a dump does not contain: of what partitions have of foreign keys, and of the columns of indexes.

Restoring chooses them anew: a part of a foreign key is called like the whole, even where the partition has a foreign key
of that name itself, which then cannot be created. PostgreSQL lets any part of a foreign key be renamed.
A column of an index keeps its name when that of the table is renamed, and the index of a new partition is called by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
from pglast import ast, parse_sql
from psycopg.sql import SQL, Identifier

from schemadiff.interplay.restored import index_columns_called_otherwise, parts_called_otherwise
from schemadiff.model import Catalog
from schemadiff.sql.identity import unquoted

SPARE = "schemadiff_part_"
MOVED = f"""
    SELECT '{SPARE}' || k.oid FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class c ON c.oid = conrelid JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    WHERE nspname = %s AND relname = %s AND conname = %s AND contype = 'f' AND conparentid <> 0
"""


def move_part(conn: psycopg.Connection[Any], sql: str) -> bool:
    """Give another name to the part of a foreign key that has the name of the constraint that the statement adds."""
    moved = [_move(conn, *added) for added in _added(sql)]
    return any(moved)


def _move(conn: psycopg.Connection[Any], schema: str, table: str, name: str) -> bool:
    spares = conn.execute(MOVED, (schema, table, name)).fetchall()
    for (spare,) in spares:
        command = SQL("ALTER TABLE {} RENAME CONSTRAINT {} TO {}")
        conn.execute(command.format(Identifier(schema, table), Identifier(name), Identifier(spare)))
    return bool(spares)


def _added(sql: str) -> Iterator[tuple[str, str, str]]:
    """Yield the schema, the table and the name of each constraint that a statement adds."""
    for raw in parse_sql(sql):
        match raw.stmt:
            case ast.AlterTableStmt(relation=ast.RangeVar() as table, cmds=commands):
                added = [command.def_ for command in commands or ()]
                names = [each.conname for each in added if isinstance(each, ast.Constraint) and each.conname]
                yield from ((str(table.schemaname), str(table.relname), name) for name in names)


def name_parts(conn: psycopg.Connection[Any], copied: Catalog, original: Catalog) -> bool:
    """Give the parts of foreign keys their original names; return False if all have them."""
    wrong = [*parts_called_otherwise(copied, original)]
    with conn.transaction():
        for number, part in enumerate(wrong):
            conn.execute(
                f"ALTER TABLE {part.table} RENAME CONSTRAINT {part.name} TO {SPARE}n{number}".encode()
            )
        for number, part in enumerate(wrong):
            # PostgreSQL may have given it to what it makes for a partition of the referenced table.
            _move(conn, unquoted(part.schema), part.table_name, unquoted(part.meant))
            conn.execute(
                f"ALTER TABLE {part.table} RENAME CONSTRAINT {SPARE}n{number} TO {part.meant}".encode()
            )
    return bool(wrong)


def name_index_columns(conn: psycopg.Connection[Any], copied: Catalog, original: Catalog) -> bool:
    """Give the columns of partitioned indexes their original names; return False if all have them."""
    wrong = [*index_columns_called_otherwise(copied, original)]
    rename = SQL("ALTER TABLE {} RENAME COLUMN {} TO {}")
    with conn.transaction():
        for schema, name, now, meant in wrong:
            index = Identifier(schema, name)
            moved = [
                (number, *pair)
                for number, pair in enumerate(zip(now, meant, strict=True))
                if len({*pair}) > 1
            ]
            for number, before, _ in moved:
                conn.execute(rename.format(index, Identifier(before), Identifier(f"{SPARE}{number}")))
            for number, _, after in moved:
                conn.execute(rename.format(index, Identifier(f"{SPARE}{number}"), Identifier(after)))
    return bool(wrong)
