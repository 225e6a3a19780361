"""NOT NULL of a new child table: its own where the files declare it there, and otherwise its parent's alone (18)."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.postgres.server import Server, scratch_database

PARENT = (
    "CREATE SCHEMA app; CREATE TABLE app.t (a text, b integer NOT NULL, c integer CONSTRAINT cc NOT NULL);"
)
CHILDREN = {
    "a column that it has as well": "CREATE TABLE app.t1 (b integer, m integer NOT NULL) INHERITS (app.t)",
    "a NOT NULL of its own": "CREATE TABLE app.t1 (b integer NOT NULL, c integer) INHERITS (app.t)",
    "the same name": "CREATE TABLE app.t1 (c integer CONSTRAINT cc NOT NULL) INHERITS (app.t)",
    "a foreign table": "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
    " CREATE FOREIGN TABLE app.t1 (b integer, c integer NOT NULL, m integer NOT NULL) INHERITS (app.t) SERVER s",
}
SAID = """
    SELECT conrelid::regclass::text, conname, conkey, conislocal, coninhcount FROM pg_constraint
    WHERE contype = 'n' AND conrelid >= 16384 ORDER BY 1, 2
"""


@pytest.mark.parametrize("child", CHILDREN.values(), ids=CHILDREN)
def test_a_new_child_declares_what_the_files_declare(server18: Server, child: str) -> None:
    with scratch_database(server18) as one, scratch_database(server18) as other:
        start, goal = (server18.conninfo(name, superuser=True) for name in (one, other))
        with psycopg.connect(start, autocommit=True) as made, psycopg.connect(goal, autocommit=True) as files:
            files.execute((PARENT + child).encode())
            for statement in statements(catalog.read(made), catalog.read(files)):
                made.execute(statement.sql.encode())

            assert made.execute(SAID).fetchall() == files.execute(SAID).fetchall() != []
