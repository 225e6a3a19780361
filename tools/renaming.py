"""Give the objects of a database names that the objects of any other one have as well: t1, c0, f1.

Unrelated schemas then have tables of the same names, and other columns, constraints, triggers and types in them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]

OBJECTS = """
    SELECT class::text, oid, kind, prefix FROM (
        SELECT 'pg_class'::regclass AS class, oid, 'TABLE' AS kind, relnamespace AS schema,
            CASE WHEN relkind IN ('r', 'p', 'f') THEN 't' ELSE lower(relkind::text) END AS prefix
        FROM pg_class WHERE relkind NOT IN ('c', 't')
        UNION ALL SELECT 'pg_type'::regclass, oid, 'TYPE', typnamespace, translate(typtype::text, 'r', 'e')
        FROM pg_type WHERE typtype IN ('d', 'e', 'r')
        UNION ALL SELECT 'pg_type'::regclass, reltype, 'TYPE', relnamespace, 'c' FROM pg_class WHERE relkind = 'c'
        UNION ALL SELECT 'pg_proc'::regclass, oid, 'ROUTINE', pronamespace, 'f' FROM pg_proc
    ) AS found
    WHERE oid >= 16384 AND schema::regnamespace::text !~ '^pg_' AND NOT EXISTS (
        SELECT FROM pg_depend WHERE classid = class AND objid = found.oid
        AND (deptype = 'e' OR deptype = 'i' AND kind = 'ROUTINE')
    ) AND NOT EXISTS (
        SELECT FROM pg_depend made JOIN pg_depend calling ON calling.refclassid = made.classid
        AND calling.refobjid = made.objid WHERE made.classid = 'pg_proc'::regclass AND made.deptype = 'i'
        AND made.refclassid = class AND made.refobjid = found.oid
    )
    ORDER BY found.class, oid
"""
"""Relations, of which each takes ALTER TABLE, types and routines; not those of an extension or of a range type.

Nor range types whose constructors are called: these keep their names, which no dump can give to those of a new type.
"""
IDENTITY = "SELECT identity FROM pg_identify_object(%s::regclass, %s::oid, 0)"
COLUMNS = """
    SELECT attrelid::regclass::text, array_agg(quote_ident(attname) ORDER BY attnum)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE attrelid >= 16384 AND relkind IN ('r', 'p', 'f') AND NOT relispartition
    AND relnamespace::regnamespace::text !~ '^pg_' AND attnum > 0 AND NOT attisdropped AND attinhcount = 0
    GROUP BY attrelid ORDER BY attrelid
"""
"""The columns that a table does not have from another one, which keep the name that they have there."""
TRIGGERS = """
    SELECT format('ALTER TRIGGER %I ON %s RENAME TO tr', tgname, tgrelid::regclass)
    FROM pg_trigger t WHERE NOT tgisinternal AND tgparentid = 0 AND (
        current_setting('server_version_num')::int >= 150000
        OR NOT EXISTS (SELECT FROM pg_trigger WHERE tgparentid = t.oid)
    )
    ORDER BY oid
"""
"""On 14 those of the partitions would keep their names, as nothing else makes them."""
CONSTRAINTS = """
    SELECT format('ALTER TABLE %s RENAME CONSTRAINT %I TO ', conrelid::regclass, conname) || contype::text
    FROM pg_constraint WHERE conrelid >= 16384 AND conparentid = 0 ORDER BY oid
"""


def rename(connection: Connection, seed: str) -> None:
    """Rename what there is; what PostgreSQL refuses to rename keeps its name."""
    rng = random.Random(seed)
    # So that all names are printed with their schemas.
    connection.execute("SET search_path = ''")
    for renaming in (_objects, _columns, _parts):
        for statement in renaming(connection, rng):
            with suppress(psycopg.Error):
                connection.execute(statement.encode())


def _objects(connection: Connection, rng: random.Random) -> Iterator[str]:
    """Number the objects in any order; half of the tables, views and so on move to the schema public."""
    found = connection.execute(OBJECTS).fetchall()
    rng.shuffle(found)
    numbers: dict[str, int] = {}
    for catalog, oid, kind, prefix in found:
        numbers[prefix] = numbers.get(prefix, 0) + 1
        # Asked for each time, because a signature has the names of types, which have changed.
        yield f"ALTER {kind} {_identity(connection, catalog, oid)} RENAME TO {prefix}{numbers[prefix]}"
        if kind == "TABLE" and rng.random() < 0.5:
            yield f"ALTER TABLE {_identity(connection, catalog, oid)} SET SCHEMA public"


def _identity(connection: Connection, catalog: str, oid: int) -> str:
    (identity,) = connection.execute(IDENTITY, (catalog, oid)).fetchall()[0]
    return str(identity)


def _columns(connection: Connection, rng: random.Random) -> Iterator[str]:
    """Number the columns of each table as they stand, or now and then in any order."""
    for table, names in connection.execute(COLUMNS).fetchall():
        numbers = list(range(len(names)))
        if rng.random() < 0.2:
            rng.shuffle(numbers)
        for number, name in zip(numbers, names, strict=True):
            yield f"ALTER TABLE {table} RENAME COLUMN {name} TO c{number}"


def _parts(connection: Connection, rng: random.Random) -> Iterator[str]:
    """Give triggers and constraints few names, so that many tables have the same ones."""
    for query, most in ((TRIGGERS, 2), (CONSTRAINTS, 3)):
        for (statement,) in connection.execute(query).fetchall():
            yield f"{statement}{rng.randint(1, most)}"
