"""Rows are inserted into tables that make it hard, and lost rows are reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from schemadiff.extensions.creating import create_and_move
from schemadiff.model import Address, Effects, Rows, Statement, Verb
from schemadiff.postgres.server import create_database
from schemadiff.proof.rows import content
from schemadiff.proof.rows.choose import announced, kept
from schemadiff.proof.rows.seed import plant
from schemadiff.proof.trial import attempt, outcome
from schemadiff.settings import load
from schemadiff.shadow import Workshop

HARD = Path(__file__).parent / "rows.sql"
SIMPLE = """
    CREATE TABLE t (id int PRIMARY KEY, name text, size int);
    CREATE TABLE u (t_id int NOT NULL REFERENCES t, note text NOT NULL);
    CREATE TABLE p (id int NOT NULL) PARTITION BY RANGE (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (3);
    CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (3) TO (100);
"""
T, U, P1, P2 = (Address("table", f"public.{name}") for name in ("t", "u", "p1", "p2"))


@pytest.fixture(scope="module", params=[16, 18], ids=["pg16", "pg18"])
def workshop(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "desired").mkdir()
    (folder / "desired" / "schema.sql").write_text("CREATE TABLE t (id int);")
    with Workshop(
        load(folder, {"shadow.provider": "embedded", "shadow.version": request.param}, {})
    ) as open_one:
        yield open_one


def database(workshop: Workshop, text: str) -> str:
    name = workshop.database()
    with workshop.connect(name) as conn:
        conn.execute(text.encode())
    return name


@pytest.fixture
def base(workshop):
    return database(workshop, SIMPLE)


def test_lists_have_as_many_numbers_as_their_type_says(workshop):
    text = """
        CREATE DOMAIN place AS vector(5);
        CREATE TABLE documents (id int PRIMARY KEY, embedding vector(384) NOT NULL, place place NOT NULL);
    """
    name = workshop.database()
    create_and_move(workshop.server, name, ["CREATE EXTENSION vector"], frozenset({"vector"}))
    with workshop.connect(name) as conn:
        conn.execute(text.encode())
    catalog = workshop.read(name)
    planted = plant(workshop, name, catalog.objects)

    assert planted.unseeded == {}
    assert {a.identity for a in planted.seeded} == {"public.documents"}


def test_tables_that_are_hard_to_insert_into(workshop):
    name = database(workshop, HARD.read_text())
    before, catalog = workshop.dump(name), workshop.read(name)
    planted = plant(workshop, name, catalog.objects)

    assert {a.identity.partition(".")[0] for a in planted.seeded} == {"given"}
    assert {a.identity: bool(why) for a, why in planted.unseeded.items()} == dict.fromkeys(
        ("never.below", "never.coded", "never.itself", "never.nothing"), True
    )
    leaves = {a for a in catalog.objects if a.type == "table"} - planted.unseeded.keys()
    wholes = {Address("table", f"given.{name}") for name in ("whole", "part_2025", "hashed")}
    assert planted.seeded.keys() == leaves - wholes
    # Triggers, rules and forced row level security are as they were.
    assert workshop.dump(name) == before
    rows = content.read(workshop, name, planted.seeded)
    assert {a.identity for a, each in rows.items() if not each.rows or each.error} == set()


def run(workshop: Workshop, base: str, *statements: Statement) -> tuple[Rows, str]:
    """What becomes of the rows, and the database that the statements ran on."""
    start = workshop.read(base)
    trial = attempt(workshop, base, statements, kept(start, start, statements))
    assert trial.failure is None
    rows = outcome(workshop, trial, announced(start, statements))
    assert rows is not None
    return rows, trial.database


def statement(sql: str, address: Address = T, loses: str = "") -> Statement:
    return Statement(sql, Verb.ALTER, address, effects=Effects(loses_data=loses))


LOSSES = {
    "TRUNCATE public.t CASCADE": ("public.t had 3 rows and now has 0", "public.u had 3 rows and now has 0"),
    "DELETE FROM public.u WHERE ctid = (SELECT min(ctid) FROM public.u)": (
        "public.u had 3 rows and now has 2",
    ),
    "UPDATE public.t SET name = 'gone'": ("public.t has other values in name",),
    "ALTER TABLE public.t ALTER size TYPE bigint USING NULL": (
        "public.t.size had a value in 3 rows and now has one in 0",
    ),
    "ALTER TABLE public.t DROP COLUMN size": (
        "public.t.size was dropped, and no statement announces the loss",
    ),
    "DROP TABLE public.u": ("public.u was dropped with its rows, and no statement announces the loss",),
    "TRUNCATE public.p1": ("public.p had 6 rows and now has 3",),
}


@pytest.mark.parametrize("sql", LOSSES)
def test_a_loss_that_nobody_announced_is_seen(workshop, base, sql):
    rows, _ = run(workshop, base, statement(sql))
    assert LOSSES[sql] == rows.lost
    assert not rows.ok


def test_partitions_are_lost_with_the_table_above_them_unless_they_are_detached(workshop):
    text = """
        CREATE TABLE p (id int NOT NULL) PARTITION BY RANGE (id);
        CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
        CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id);
        CREATE TABLE low PARTITION OF p2 FOR VALUES FROM (10) TO (15);
        CREATE TABLE high PARTITION OF p2 FOR VALUES FROM (15) TO (20);
    """
    start = workshop.read(database(workshop, text))
    detach, apart = (
        Statement(
            f"ALTER TABLE public.{above} DETACH PARTITION public.{part}",
            Verb.DROP,
            Address("inheritance", f"public.{part} from public.{above}"),
        )
        for above, part in (("p", "p2"), ("p2", "high"))
    )
    drop = Statement("DROP TABLE public.p2", Verb.DROP, P2, effects=Effects(loses_data="table public.p2"))
    tables = {f"public.{name}" for name in ("p", "p1", "p2", "low", "high")}

    assert announced(start, [detach, drop]) & tables == {"public.p2", "public.low", "public.high"}
    assert announced(start, [apart, detach, drop]) & tables == {"public.p2", "public.low"}


def test_what_is_announced_may_be_lost_and_nothing_else(workshop, base):
    column = Address("table column", "public.t.size")
    drop = statement("ALTER TABLE public.t DROP COLUMN size", column, "column public.t.size")
    assert run(workshop, base, drop)[0].lost == ()
    more = statement("UPDATE public.t SET name = upper(name)", column, "column public.t.size")
    assert run(workshop, base, drop, more)[0].lost == ("public.t has other values in name",)
    table = statement("DROP TABLE public.u", U, "table public.u")
    assert run(workshop, base, table)[0].lost == ()


def test_rows_may_move_between_partitions(workshop, base):
    moved = (
        "ALTER TABLE public.p DETACH PARTITION public.p1",
        "ALTER TABLE public.p DETACH PARTITION public.p2",
        "CREATE TABLE public.p3 PARTITION OF public.p FOR VALUES FROM (2) TO (200)",
        "WITH gone AS (DELETE FROM public.p1 WHERE id >= 2 RETURNING id) INSERT INTO public.p SELECT id FROM gone",
        "ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES FROM (1) TO (2)",
    )
    rows, _ = run(workshop, base, *(statement(sql, P1) for sql in moved))
    assert rows.lost == ()
    assert {P1, P2} <= set(rows.kept)


def test_a_new_table_may_take_the_name_of_a_partitioned_one(workshop, base):
    moved = (
        statement("ALTER TABLE public.p DETACH PARTITION public.p1", P1),
        statement("ALTER TABLE public.p DETACH PARTITION public.p2", P2),
        statement("DROP TABLE public.p", P1),
        statement("CREATE TABLE public.p (size int)", P1),
    )
    assert run(workshop, base, *moved)[0].lost == ()
    less = statement("ALTER TABLE public.p1 DROP COLUMN id, ADD COLUMN size int", P1)
    assert run(workshop, base, *moved, less)[0].lost == (
        "public.p.id was dropped, and no statement announces the loss",
    )


def test_a_table_may_take_the_place_of_a_partition(workshop):
    name = database(workshop, SIMPLE + "CREATE TABLE r (id int NOT NULL CHECK (id < 0))")
    table = Address("table", "public.r")
    moved = (
        statement("ALTER TABLE public.p DETACH PARTITION public.p1", P1),
        statement("ALTER TABLE public.p ATTACH PARTITION public.r FOR VALUES FROM (-99999) TO (0)", table),
    )
    rows, _ = run(workshop, name, *moved)
    assert rows.lost == ()
    assert {P1, P2, table} <= set(rows.kept)
    assert run(workshop, name, *moved, statement("TRUNCATE public.p1", P1))[0].lost == (
        "public.p and public.r had 9 rows and now has 6",
    )


def test_statements_that_fail_on_rows_run_without_them(workshop, base):
    add = statement("ALTER TABLE public.t ADD COLUMN needed int NOT NULL")
    rows, name = run(workshop, base, add, statement("ALTER TABLE public.p1 ADD CHECK (id > 0)", P1))
    assert [failure.code for failure in rows.failures] == ["23502"]
    assert "contains null values" in rows.failures[0].message
    # Nor those of a table that refers to it: but of all others.
    assert set(rows.kept) == {P1, P2}
    assert "needed" in workshop.dump(name)


def test_statements_that_fail_in_any_case_fail(workshop, base):
    start = workshop.read(base)
    wrong = [statement("ALTER TABLE public.t ADD COLUMN id int")]
    trial = attempt(workshop, base, wrong, kept(start, start, wrong))
    assert trial.failure is not None
    assert trial.failure.code == "42701"
    assert trial.failures == ()


def test_many_tables_are_seeded_only_where_the_plan_touches_them(workshop):
    many = "".join(f"CREATE TABLE t{n} (id int PRIMARY KEY);" for n in range(310))
    name = database(workshop, SIMPLE + many)
    start = workshop.read(name)
    touched = [
        statement("ALTER TABLE public.t ADD CHECK (id > 0)", Address("table constraint", "c on public.t"))
    ]
    touched = [replace(each, part_of=T) for each in touched]
    assert kept(start, start, touched) == {T}
    assert len(kept(workshop.read(database(workshop, SIMPLE)), start, touched)) == 5
    copy = create_database(workshop.server, template=name)
    assert set(plant(workshop, copy, [U]).seeded) == {T, U}
