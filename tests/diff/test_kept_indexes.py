"""Partitions whose table is made anew keep their indexes and keys, which ATTACH PARTITION takes over."""

from __future__ import annotations

import pytest

from cases import CASES, ROLES, State, both_ways, load, state
from schemadiff.diff.statements import statements
from schemadiff.postgres.server import Server, ensure_roles

FOLDER = CASES / "inheritance" / "indexes-kept-while-the-whole-is-made-anew"
BUILT = """
    SELECT c.oid::regclass::text, pg_relation_filenode(c.oid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid
    JOIN pg_class t ON t.oid = indrelid
    WHERE t.relkind = 'r' AND t.relispartition AND t.relname <> 'twice_1' ORDER BY 1
"""
"""The indexes of partitions, each with the file that another one would have if it were built again."""


@pytest.mark.parametrize("way", [0, 1], ids=["there", "back"])
def test_partitions_of_a_table_that_is_made_anew(server: Server, way: int) -> None:
    case = both_ways(FOLDER)[way]
    ensure_roles(server, ROLES)
    start, goal = "ab" if way == 0 else "ba"
    with state(server, case) as current, state(server, case) as wanted:
        load(case, current, start)
        load(case, wanted, goal)
        before = built(current)
        plan = statements(current.read(), wanted.read())
        current.apply(plan)

        assert {s.sql for s in plan if "DROP" in s.sql and "twice" not in s.sql} == {
            "ALTER TABLE public.p DROP CONSTRAINT p_d_fkey",
            "ALTER TABLE public.r DROP CONSTRAINT r_a_b_fkey",
            "DROP TABLE public.p",
        }
        assert len(before) == 12
        assert built(current) == before


def built(of: State) -> list[tuple[str, int]]:
    return of.session.execute(BUILT).fetchall()


@pytest.mark.parametrize("way", [0, 1], ids=["there", "back"])
def test_partitions_that_leave_or_come_with_indexes_of_other_names(server: Server, way: int) -> None:
    folder = CASES / "index" / "of-partitions-that-leave-with-other-names"
    ensure_roles(server, ROLES)
    start, goal = both_ways(folder)[way], both_ways(folder)[1 - way]
    with state(server, start) as current, state(server, goal) as wanted:
        load(start, current, "ab"[way])
        load(goal, wanted, "ba"[way])
        plan = [s.sql for s in statements(current.read(), wanted.read())]

    renamed = [sql for sql in plan if "RENAME TO" in sql]
    assert len(renamed) == 4
    assert [sql for sql in plan if "CREATE INDEX" in sql or " ADD " in sql] == []
