"""Rows of a composite type whose attributes change their order keep each value in the attribute of its name."""

from __future__ import annotations

from pathlib import Path

import psycopg

from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.postgres.server import scratch_database

CASE = Path(__file__).parent.parent / "cases" / "type" / "composite-attributes-reordered"
ROWS = """
    INSERT INTO t VALUES
        (1, (1, 'a', 'ok', 3), ARRAY[[(1, 'b,', 'sad', 4)::"Po int"], [NULL::"Po int"]],
         ((1, 'c', NULL, 5), '{}', 6), ARRAY[(7, '', 'ok', 8)::"Po int"]),
        (2, NULL, NULL, NULL, NULL),
        (3, ROW(NULL, NULL, NULL, NULL), '{}', (NULL, NULL, NULL), '{}');
    INSERT INTO u VALUES (ARRAY[((1, 'c', NULL, 5), ARRAY[(1, '"', 'sad', 4)::"Po int"], 6)::public.line]);
"""
INSIDE = """SELECT (l[1].ends[1])."Y's", (l[1].start).x::text FROM u"""
THERE = [
    ("1", "(a,ok,1,)", '{{"(\\"b,\\",sad,1,)"},{NULL}}', '("(c,,1,)",{},6)', '{"(\\"\\",ok,7,)"}'),
    ("2", None, None, None, None),
    ("3", "(,,,)", "{}", "(,,)", "{}"),
    ('"', "1"),
]
BACK = [
    ("1", "(1,a,ok,)", '{{"(1,\\"b,\\",sad,)"},{NULL}}', '("(1,c,,)",{},6)', '{"(7,\\"\\",ok,)"}'),
    ("2", None, None, None, None),
    ("3", "(,,,)", "{}", "(,,)", "{}"),
    ('"', "1"),
]


def seen(conn: psycopg.Connection) -> list[tuple[str | None, ...]]:
    whole = conn.execute("SELECT id::text, p::text, ps::text, l::text, w::text FROM t ORDER BY id").fetchall()
    return [*whole, *conn.execute(INSIDE).fetchall()]


def test_values_go_to_the_attributes_of_their_names(server):
    with (
        scratch_database(server) as one,
        scratch_database(server) as other,
        psycopg.connect(server.conninfo(one), autocommit=True) as conn,
        psycopg.connect(server.conninfo(other), autocommit=True) as goal,
    ):
        conn.execute((CASE / "a.sql").read_bytes())
        goal.execute((CASE / "b.sql").read_bytes())
        start, end = catalog.read(conn), catalog.read(goal)
        conn.execute(ROWS)
        went = []
        for before, after in ((start, end), (end, start)):
            plan = statements(before, after)
            lost = {s.effects.loses_data for s in plan} - {""}
            for statement in plan:
                conn.execute(statement.sql.encode())
            went.append((seen(conn), lost))
    (there, lost), (back, lost_back) = went
    gone = 'attribute {} of type public."Po int", in all rows'

    assert (there, back) == (THERE, BACK)
    assert ({gone.format("gone")}, True) == (lost, any(gone.format("added") in words for words in lost_back))
