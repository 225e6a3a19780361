"""Plans that lose data are refused until it is allowed; plans that look like a rename say so."""

from __future__ import annotations

import psycopg
import pytest

TABLE = "create table t (id int primary key, name text not null, size bigint);\n"


def keep(project):
    project.desired(TABLE + "create table other (id int);\n")
    project.planned()
    project.execute("INSERT INTO t VALUES (1, 'one', 10)")


@pytest.fixture
def kept(begin, server18):
    return begin(server18, keep)


LOST = ("table public.other with all its rows", "column public.t.name", "public.t.size")
"""A table, a column, and what a narrower one does not hold."""


def test_loss_is_refused_until_it_is_allowed(kept):
    kept.desired("create table t (id int primary key, size smallint);\n")
    files = kept.generated

    refused = kept.run("plan")
    assert refused.code == 1
    assert kept.generated == files
    found = refused.out[refused.out.index("LOSES DATA") : refused.out.index("STATEMENTS")]
    assert [lost for lost in LOST if lost not in found] == []
    assert "--allow-data-loss" in refused.out
    assert "  data loss: 3 statements would lose data; each says what it loses\n" in refused.out
    assert kept.run("plan", "--check").code == 1

    accepted = kept.ok("plan", "--allow-data-loss")
    assert "LOSES DATA" in accepted.out
    assert len(kept.generated) == len(files) + 2
    header = "\n".join(
        line for line in kept.text(".sql").splitlines() if line.startswith("-- schemadiff: loses data:")
    )
    assert [lost for lost in LOST if lost not in header] == []
    kept.ok("apply", "--yes")
    assert kept.query("SELECT id FROM t") == [(1,)]


def test_widening_loses_nothing(kept):
    kept.desired(TABLE.replace("bigint", "numeric") + "create table other (id int);\n")
    kept.planned()
    assert kept.query("SELECT size FROM t") == [(10,)]


def test_what_looks_like_a_rename_is_said_to(kept):
    kept.desired(TABLE.replace("name text", "title text") + "create table another (id int);\n")

    said = kept.run("plan")
    assert said.code == 1
    assert "-- schemadiff:renamed from name" in said.out
    assert "-- schemadiff:renamed from other" in said.out
    assert "alike in all but the name, with the same id" in " ".join(said.out.split())
    # Where columns stand cannot be changed, and is told.
    assert "PostgreSQL cannot change it: public.t (" in " ".join(said.out.split())


RENAMES = {
    "schema": (
        "create schema a; create table a.t (id int); create function a.f() returns int language sql as 'select 1';",
        (
            "-- schemadiff:renamed from a\ncreate schema b;\ncreate table b.t (id int); "
            "create function b.f() returns int language sql as 'select 1';"
        ),
        "INSERT INTO a.t VALUES (1)",
        "SELECT id FROM b.t",
    ),
    "table": (
        "create table a (id int primary key); create index a_idx on a (id); create view v as select id from a;",
        (
            '-- schemadiff:renamed from a\ncreate table "B b" (id int constraint a_pkey primary key);'
            ' create index a_idx on "B b" (id); create view v as select id from "B b";'
        ),
        "INSERT INTO a VALUES (1)",
        'SELECT id FROM "B b"',
    ),
    "column": (
        "create table t (id int, a int check (a > 0)); create view v as select a from t;",
        (
            "create table t (id int,\n  -- schemadiff:renamed from a\n  b int, constraint t_a_check check (b > 0));"
            " create view v as select b as a from t;"
        ),
        "INSERT INTO t VALUES (1, 1)",
        "SELECT b FROM t",
    ),
    "view": (
        "create table t (id int); create view a as select id from t;",
        "create table t (id int);\n-- schemadiff:renamed from a\ncreate view b as select id from t;",
        "INSERT INTO t VALUES (1)",
        "SELECT id FROM b",
    ),
    "materialized view": (
        "create materialized view a as select 1 as id;",
        "-- schemadiff:renamed from a\ncreate materialized view b as select 1 as id;",
        "REFRESH MATERIALIZED VIEW a",
        "SELECT id FROM b",
    ),
    "type": (
        "create type a as enum ('x'); create table t (id a);",
        "-- schemadiff:renamed from a\ncreate type b as enum ('x');\ncreate table t (id b);",
        "INSERT INTO t VALUES ('x')",
        "SELECT CASE id WHEN 'x'::b THEN 1 END FROM t",
    ),
    "domain": (
        "create domain a as int check (value > 0); create table t (id a);",
        (
            "-- schemadiff:renamed from a\ncreate domain b as int constraint a_check check (value > 0);\n"
            "create table t (id b);"
        ),
        "INSERT INTO t VALUES (1)",
        "SELECT id::int FROM t",
    ),
    "enum value": (
        "create type e as enum ('a', 'c'); create table t (id e default 'a');",
        "create type e as enum (\n  -- schemadiff:renamed from a\n  'b', 'c');\ncreate table t (id e default 'b');",
        "INSERT INTO t VALUES ('a')",
        "SELECT CASE id WHEN 'b' THEN 1 END FROM t",
    ),
    "attribute": (
        "create type p as (a int, b int); create table t (p p); create view v as select (p).a as a from t; create table o of p;",
        (
            'create type p as (\n  -- schemadiff:renamed from a\n  "A a" int, b int);\ncreate table t (p p);\n'
            'create view v as select (p)."A a" as a from t; create table o of p;'
        ),
        "INSERT INTO t VALUES (ROW(1, 2))",
        'SELECT (p)."A a" FROM t',
    ),
    "constraint": (
        "create table t (id int, constraint a unique (id));",
        "create table t (id int,\n  -- schemadiff:renamed from a\n  constraint b unique (id));",
        "INSERT INTO t VALUES (1)",
        "SELECT 1 FROM pg_constraint WHERE conname = 'b'",
    ),
    "index": (
        "create table t (id int); create index a on t (id);",
        "create table t (id int);\n-- schemadiff:renamed from a\ncreate index b on t (id);",
        "INSERT INTO t VALUES (1)",
        "SELECT 1 FROM pg_class WHERE oid = to_regclass('b') AND relkind = 'i'",
    ),
    "function": (
        "create function a(x int) returns int language sql as 'select 1';",
        "-- schemadiff:renamed from a\ncreate function b(x int) returns int language sql as 'select 1';",
        "SELECT a(1)",
        "SELECT b(1)",
    ),
    "sequence": (
        "create sequence a;",
        "-- schemadiff:renamed from a\ncreate sequence b;",
        "SELECT setval('a', 1, false)",
        "SELECT nextval('b')::int",
    ),
    "policy": (
        "create table t (id int); alter table t enable row level security; create policy a on t using (true);",
        (
            "create table t (id int); alter table t enable row level security;\n-- schemadiff:renamed from a\n"
            "create policy b on t using (true);"
        ),
        "INSERT INTO t VALUES (1)",
        "SELECT 1 FROM pg_policy WHERE polname = 'b'",
    ),
    "trigger": (
        (
            "create table t (id int); create function f() returns trigger language plpgsql as 'begin return new; end';"
            "create trigger a before insert on t for each row execute function f();"
        ),
        (
            "create table t (id int); create function f() returns trigger language plpgsql as 'begin return new; end';\n"
            "-- schemadiff:renamed from a\ncreate trigger b before insert on t for each row execute function f();"
        ),
        "INSERT INTO t VALUES (1)",
        "SELECT 1 FROM pg_trigger WHERE tgname = 'b'",
    ),
}


def declare(project, which):
    """Each case in a file and a schema of its own, but for what is about schemas."""
    for number, (case, texts) in enumerate(RENAMES.items()):
        path = f"create schema r{number}; set search_path = r{number};\n" if case != "schema" else ""
        project.desired(path + texts[which], f"r{number}.sql")


def ask(project, number, sql):
    with psycopg.connect(project.target, autocommit=True) as conn:
        conn.execute(f"SET search_path = r{number}")
        answer = conn.execute(sql)
        return answer.fetchall() if answer.description else None


def test_declared_renames_keep_what_is_there(project18):
    declare(project18, 0)
    project18.planned()
    for number, (_, _, insert, _) in enumerate(RENAMES.values()):
        ask(project18, number, insert)
    start = project18.dump()
    declare(project18, 1)

    said = project18.ok("plan", "--format", "json").json
    statements = [s for unit in said["plan"]["units"] for s in unit["statements"]]
    renamed = {s["at"]["path"] for s in statements if "RENAME" in s["sql"]}
    assert renamed == {f"desired/r{number}.sql" for number in range(len(RENAMES))}
    assert [s["sql"] for s in statements if s["verb"] in ("drop", "create")] == []
    files = project18.generated
    assert "no new migration needed" in project18.ok("plan").out
    assert project18.generated == files

    project18.ok("apply", "--yes")
    found = {case: ask(project18, number, RENAMES[case][3]) for number, case in enumerate(RENAMES)}
    assert found == {case: [(1,)] for case in RENAMES}
    done = project18.ok("plan", "--format", "json")
    assert sum(
        "the comment can be removed" in note["hint"] + note["message"] for note in done.json["plan"]["notes"]
    ) == len(RENAMES)

    project18.ok("rollback", "--yes", "--allow-data-loss")
    assert project18.dump() == start


def test_into_another_schema(project18):
    project18.there("create schema a; create schema b; create table a.t (id int);")
    project18.execute("INSERT INTO a.t VALUES (1)")
    start = project18.dump()
    project18.desired(
        "create schema a; create schema b;\n-- schemadiff:renamed from a.t\ncreate table b.t (id int);"
    )
    project18.planned()
    assert project18.query("SELECT id FROM b.t") == [(1,)]
    project18.ok("rollback", "--yes")
    assert project18.dump() == start


def test_into_another_schema_under_another_name(project18):
    project18.there("create schema a; create table a.t (id int);")
    project18.execute("INSERT INTO a.t VALUES (1)")
    start = project18.dump()
    project18.desired(
        "create schema a; create schema b;\n-- schemadiff:renamed from a.t\ncreate table b.u (id int);"
    )
    project18.planned()
    assert project18.query("SELECT id FROM b.u") == [(1,)]
    project18.ok("rollback", "--yes")
    assert project18.dump() == start


def test_names_that_move_on(project18):
    """What was called a is b, and what was called b is c."""
    project18.there("create table a (x int); create table b (y int);")
    project18.execute("INSERT INTO a VALUES (1); INSERT INTO b VALUES (2)")
    start = project18.dump()
    project18.desired(
        "-- schemadiff:renamed from a\ncreate table b (x int);\n-- schemadiff:renamed from b\ncreate table c (y int);"
    )
    project18.planned()
    assert project18.query("SELECT x, y FROM b, c") == [(1, 2)]
    project18.ok("rollback", "--yes")
    assert project18.dump() == start


def test_names_that_change_places(project18):
    """By a third name, and only once: what they are tells whether they have."""
    project18.there(
        "create table a (x int, p int, q text); create table b (y int, p int);"
        "create type e as enum ('u', 'v', 'w'); create table h (e e);"
        "create function f() returns int language sql as 'select 1';"
        "create function g() returns int language sql as 'select 2';"
        "create view va as select 1 as one; create view vb as select 2 as two;"
        "alter table h add constraint c check (e <> 'u'), add constraint d check (e <> 'v');"
        "create index ia on h (e); create index ib on h (e) where e is not null;"
        "create type pair as (l int, r int, other text); create table of_pairs (p pair);"
    )
    project18.execute(
        "INSERT INTO a VALUES (1, 2, 'q'); INSERT INTO b VALUES (3, 4); INSERT INTO h VALUES ('w');"
        "INSERT INTO of_pairs VALUES (ROW(1, 2, 'x'))"
    )
    start = project18.dump()
    swapped = (
        "-- schemadiff:renamed from b\ncreate table a (y int, p int);\n"
        "-- schemadiff:renamed from a\ncreate table b (x int,\n"
        "  -- schemadiff:renamed from q\n  p text,\n  -- schemadiff:renamed from p\n  q int);\n"
        "create type e as enum (\n"
        "  -- schemadiff:renamed from v\n  'u',\n  -- schemadiff:renamed from u\n  'v', 'w');\n"
        "create table h (e e,\n  -- schemadiff:renamed from d\n  constraint c check (e <> 'u'),\n"
        "  -- schemadiff:renamed from c\n  constraint d check (e <> 'v'));\n"
        "-- schemadiff:renamed from g\ncreate function f() returns int language sql as 'select 2';\n"
        "-- schemadiff:renamed from f\ncreate function g() returns int language sql as 'select 1';\n"
        "-- schemadiff:renamed from vb\ncreate view va as select 2 as two;\n"
        "-- schemadiff:renamed from va\ncreate view vb as select 1 as one;\n"
        "-- schemadiff:renamed from ib\ncreate index ia on h (e) where e is not null;\n"
        "-- schemadiff:renamed from ia\ncreate index ib on h (e);\n"
        "create type pair as (\n  -- schemadiff:renamed from l\n  r int,\n"
        "  -- schemadiff:renamed from r\n  l int, other text);\ncreate table of_pairs (p pair);\n"
    )
    project18.desired(swapped)
    project18.planned()
    assert project18.query("SELECT y, a.p, x, b.p, q, e FROM a, b, h") == [(3, 4, 1, "q", 2, "w")]
    assert project18.query("SELECT (p).l, (p).r FROM of_pairs") == [(2, 1)]
    assert "the comment can be removed" in project18.ok("plan").out
    project18.ok("rollback", "--yes")
    assert project18.dump() == start


def test_names_of_twins_that_change_places_are_refused(project18):
    project18.there("create table a (x int); create table b (x int);")
    project18.desired(
        "-- schemadiff:renamed from b\ncreate table a (x int);\n-- schemadiff:renamed from a\ncreate table b (x int);"
    )
    said = project18.run("plan")
    assert said.code == 3
    assert (
        "desired/schema.sql:1:1: these names are swapped, and it is unknown whether they have been already"
        in said.err
    )


def test_a_name_that_is_given_again(project18):
    """What was called a is b, and another thing is a."""
    project18.there("create table a (x int); create type e as enum ('x');")
    project18.execute("INSERT INTO a VALUES (1)")
    project18.desired(
        "-- schemadiff:renamed from a\ncreate table b (\n y int, -- schemadiff:renamed from x\n x text\n); create table a (z int);\n"
        "create type e as enum (\n 'y', -- schemadiff:renamed from x\n 'x'\n);"
    )
    project18.planned()
    assert project18.query("SELECT y, x FROM b") == [(1, None)]
    said = project18.ok("plan").out
    assert "no changes" in said
    assert said.count("has its new name already: the comment can be removed") == 3
    assert "neither is renamed" not in said


def test_one_of_two_overloads(project18):
    one, other = (
        f"create function a(x {of}) returns int language sql as 'select 1';\n" for of in ("int", "text")
    )
    project18.there(one + other)
    project18.desired(one + "-- schemadiff:renamed from a\n" + other.replace("a(", "b("))
    assert project18.changes() == ["ALTER FUNCTION public.a(text) RENAME TO b"]


PARTITIONED = """
create table p (id int, {column}, y text) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by list (id);
create table p11 partition of p1 for values in (1);
create index i on p ({x});
create view v as select id, {x} from p;
create view above as select {x} from v;
"""


def test_column_of_partitions_under_views(project18):
    """Its indexes are called after it; what partitions and their partitions have of them is renamed as well."""
    project18.desired(PARTITIONED.format(column="x int", x="x"))
    project18.planned()
    project18.desired(PARTITIONED.format(column="\n-- schemadiff:renamed from x\nz int", x="z"))
    planned = project18.planned("--format", "json").json
    changed = {s["sql"].split(" AS")[0] for unit in planned["plan"]["units"] for s in unit["statements"]}
    assert changed == {
        "ALTER TABLE public.p RENAME COLUMN x TO z",
        *(f"ALTER VIEW public.{name} RENAME COLUMN x TO z" for name in ("v", "above")),
        *(f"CREATE OR REPLACE VIEW public.{name}" for name in ("v", "above")),
        *(f"ALTER INDEX public.{name}_x_idx RENAME TO {name}_z_idx" for name in ("p1", "p11")),
    }
    assert planned["proof"]["way_back"]["ok"]
    # The renamed column stands where it stood.
    assert planned["plan"]["notes"] == []


def test_serial_and_identity_take_each_others_place(project18):
    """Their sequences have one name and two kinds of owners: that of a serial column is somebody's by itself."""
    states = "id serial PRIMARY KEY", "id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
    project18.there(f"CREATE TABLE public.t ({states[0]}, b int);")
    project18.execute("SELECT setval('t_id_seq', 41)")
    insert = "INSERT INTO t DEFAULT VALUES RETURNING id"
    project18.desired(f"CREATE TABLE public.t ({states[1]}, b int);")
    project18.planned()
    assert project18.query(insert) == [(42,)]
    assert "no changes" in project18.ok("plan").out
    project18.ok("rollback", "--yes")
    assert project18.query(insert) == [(43,)]


def test_a_new_sequence_continues_after_the_numbers_in_the_rows(project18):
    project18.there("CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL);")
    project18.execute("INSERT INTO t VALUES (7, 17, -5), (3, 12, 4)")
    project18.desired(
        "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a serial,"
        " b int GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY -1));"
    )
    project18.planned()
    assert project18.query("INSERT INTO t DEFAULT VALUES RETURNING id, a, b") == [(8, 18, -6)]


def test_a_new_sequence_that_no_column_owns_continues_after_the_numbers_of_all_that_use_it(project18):
    """It may be that of several tables, of a domain's values and of numerics; what computes with it is left alone."""
    tables = (
        "CREATE DOMAIN key AS bigint; CREATE TABLE one (id key{0}, k int); CREATE TABLE two (id numeric(12){0}, k int);"
        "CREATE TABLE three (id int{1}, k int);"
    )
    project18.there(tables.format("", ""))
    project18.execute(
        "INSERT INTO one VALUES (17, 1); INSERT INTO two VALUES (23, 1); INSERT INTO three VALUES (310, 1)"
    )
    uses = (" DEFAULT nextval('\"All ids\"')", " DEFAULT nextval('tens') * 10")
    project18.desired('CREATE SEQUENCE "All ids"; CREATE SEQUENCE tens;' + tables.format(*uses))
    project18.planned()
    new = [
        project18.query(f"INSERT INTO {name} (k) VALUES (1) RETURNING id") for name in ("one", "two", "three")
    ]
    assert new == [[(24,)], [(25,)], [(10,)]]


@pytest.mark.parametrize("before", ["int NOT NULL", "serial", "int GENERATED ALWAYS AS IDENTITY"])
@pytest.mark.parametrize("after", ["serial", "int GENERATED ALWAYS AS IDENTITY"])
def test_a_sequence_of_a_new_parent_continues_after_the_numbers_in_its_children(project18, before, after):
    """A table becomes the first partition of a new one, with another beside it and one below: none is to give 1 again."""
    part = "CREATE TABLE {} (id {}, k int NOT NULL);"
    project18.there(
        "\n".join(
            part.format(name, before if name == "old" else "int NOT NULL")
            for name in ("old", "less", "lower")
        )
    )
    project18.execute(
        "INSERT INTO old (id, k) OVERRIDING SYSTEM VALUE VALUES (41, 1); INSERT INTO less VALUES (7, 2);"
        " INSERT INTO lower VALUES (52, 3)"
    )
    project18.desired(
        f"CREATE TABLE parts (id {after}, k int NOT NULL) PARTITION BY LIST (k);"
        "CREATE TABLE old PARTITION OF parts FOR VALUES IN (1);"
        "CREATE TABLE less PARTITION OF parts FOR VALUES IN (2);"
        "CREATE TABLE low PARTITION OF parts FOR VALUES IN (3) PARTITION BY LIST (k);"
        "CREATE TABLE lower PARTITION OF low DEFAULT;"
    )
    project18.planned("--allow-data-loss")
    assert project18.query("INSERT INTO parts (k) VALUES (1) RETURNING id") == [(53,)]


def test_a_counter_beyond_the_new_bounds_is_a_loss_that_must_be_allowed(project18):
    project18.there("CREATE TABLE public.t (id bigserial PRIMARY KEY, b int);")
    project18.desired(
        "CREATE TABLE public.t (id bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 100) PRIMARY KEY, b int);"
    )
    refused = project18.run("plan")
    assert refused.code == 1
    assert "t_id_seq, if it is not between 1 and 100" in " ".join(refused.out.split())
    project18.execute("SELECT setval('t_id_seq', 70)")
    project18.planned("--allow-data-loss")
    assert project18.query("INSERT INTO t DEFAULT VALUES RETURNING id") == [(71,)]


def test_values_of_a_domain_whose_base_gets_more_digits_are_there(project18):
    """PostgreSQL prints them with more digits, inside of arrays and rows as well: nothing is lost."""
    text = """
        CREATE DOMAIN share AS numeric(5,2) CHECK (VALUE >= 0);
        CREATE TYPE pair AS (one share, other integer);
        CREATE TABLE t (id integer PRIMARY KEY, share share, several share[], pair pair);
    """
    project18.there(text)
    project18.desired(text.replace("(5,2)", "(6,3)"))
    proof = project18.ok("plan", "--format", "json", "--no-write").json["proof"]
    assert proof["ok"]
    assert project18.ok("plan").code == 0
