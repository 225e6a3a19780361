"""Rows that would make a plan fail are reported before it runs: how many, their keys, and the SELECT."""

from __future__ import annotations

import re

BEFORE = """
create table org (id int primary key);
create table t (id int primary key, a int, b text, c text, d numeric(12,4), n bigint, org int, r int4range, e text);
create table pair (x int, y int, primary key (x, y), z int);
create table keyless (x int, y int);
create domain positive as int;
create table u (x positive, y text, "Value" positive);
create type holder as (n positive, note text);
create table inside (value int primary key, many positive[], one holder);
create type mood as enum ('ok', 'bad', 'gone');
create table m (id int generated always as identity primary key, mood mood, moods mood[]);
create table parent (id int, note text);
create table child () inherits (parent);
create table "O'dd ""t"" x" ("sel ect" text primary key, "a.b" int);
create table w (id int primary key, x text, y int);
create domain hue as text; create type grade as enum ('good', 'bad');
create table painted (id int primary key, hue hue, grade grade);
create function touch(int) returns boolean language plpgsql as $$ begin perform pg_notify('x', 'y'); return true; end $$;
"""
ROWS = """
insert into org values (1);
insert into t select i, nullif(i % 3, 0), repeat('x', i), 'c' || i % 2, i * 1000.5, 3000000000 * (i % 2), i % 4,
  int4range(i, i + 2), 'e' || i from generate_series(1, 12) i;
insert into pair values (1, 1, null), (1, 2, 5), (2, 1, null);
insert into keyless values (1, null), (1, null), (2, 1), (2, 1);
insert into u values (1, 'a', 2), (-1, '7', null), (null, 'c', -5);
insert into inside values (1, '{1,-2}', null), (2, '{3,null}', '(-4,x)'), (3, null, '(,x)'), (4, '{}', '(5,x)');
insert into m (mood, moods) values ('ok', '{gone}'), ('gone', '{ok}');
insert into w values (1, 'no', 1), (2, null, 2), (3, 'long', null), (4, 'ok', 3);
insert into painted values (1, 'red', 'good'), (2, 'mud', 'bad');
insert into parent values (1, null); insert into child values (2, null);
insert into "O'dd ""t"" x" values (E'\\x1b[2J<b>`@x`', 1), ('plain', 1);
"""
AFTER = """
create table org (id int primary key);
create table t (id int primary key, a int not null, b varchar(8), c text unique, d numeric(6,2), n int,
  org int references org, r int4range, e text, k int not null, z int default 5 check (z > 7), w uuid references log,
  g int generated always as identity unique,
  exclude using gist (r with &&), constraint short check (length(e) < 3), constraint touched check (touch(id)));
create unique index t_lower on t (lower(c)) where id > 4;
create table log (id uuid primary key);
create table pair (x int, y int, primary key (x, y), z int not null);
create table keyless (x int, y int, unique nulls not distinct (x, y));
create domain positive as int not null check (value > 0);
create table u (x positive, y int, "Value" positive);
create type holder as (n positive, note text);
create table inside (value int primary key, many positive[], one holder);
create type mood as enum ('ok', 'bad');
create table m (id int generated always as identity primary key, mood mood, moods mood[]);
create table parent (id int primary key, note text not null, number int generated always as identity);
create table child () inherits (parent);
create table "O'dd ""t"" x" ("sel ect" text primary key, "a.b" int unique);
create domain short as varchar(3) not null check (value <> 'no');
create domain odd as int check (value % 2 = 1);
create table w (id int primary key, x short, y odd);
create type hue as enum ('red'); create domain grade as text check (value <> 'bad');
create table painted (id int primary key, hue hue, grade grade);
create function touch(int) returns boolean language plpgsql as $$ begin perform pg_notify('x', 'y'); return true; end $$;
"""
IN_THE_WAY = {
    "hue is no value of public.hue": (1, [["2"]]),
    "grade violates grade_check of public.grade": (1, [["2"]]),
    "mood is 'gone', which is no longer a value of public.mood": (1, [["2"]]),
    "moods contains 'gone', which is no longer a value of public.mood": (1, [["1"]]),
    'NULL in "Value", of public.positive': (1, [["(0,2)"]]),
    "NULL in x, of public.positive": (1, [["(0,3)"]]),
    '"Value" violates positive_check of public.positive': (1, [["(0,3)"]]),
    "x violates positive_check of public.positive": (1, [["(0,2)"]]),
    "many holds what violates positive_check of public.positive": (1, [["1"]]),
    "one holds what violates positive_check of public.positive": (1, [["2"]]),
    "NULL in many, in a value of public.positive": (1, [["2"]]),
    "NULL in one, in a value of public.positive": (1, [["3"]]),
    "NULL in x, of public.short": (1, [["2"]]),
    "x does not fit character varying(3)": (1, [["3"]]),
    "x violates short_check of public.short": (1, [["1"]]),
    "y violates odd_check of public.odd": (1, [["2"]]),
    "NULL in a": (4, [["3"], ["6"], ["9"], ["12"]]),
    "NULL in z": (2, [["1", "1"], ["2", "1"]]),
    "NULL in note": (2, [["(0,1)"], ["(0,1)"]]),
    "y does not fit integer": (2, [["(0,1)"], ["(0,3)"]]),
    "b does not fit character varying(8)": (4, [["9"], ["10"], ["11"], ["12"]]),
    "d does not fit numeric(6,2)": (3, [["10"], ["11"], ["12"]]),
    "n does not fit integer": (6, [["1"], ["3"], ["5"], ["7"], ["9"]]),
    "no value for the new column number": (2, [["(0,1)"], ["(0,1)"]]),
    "no value for the new column k": (12, [["1"], ["2"], ["3"], ["4"], ["5"]]),
    "c not unique (t_c_key)": (12, [["2"], ["4"], ["6"], ["8"], ["10"]]),
    "lower(c) not unique (t_lower)": (8, [["6"], ["8"], ["10"], ["12"], ["5"]]),
    "short violated": (3, [["10"], ["11"], ["12"]]),
    "t_z_check violated": (12, [["1"], ["2"], ["3"], ["4"], ["5"]]),
    "no such row in public.org (t_org_fkey)": (9, [["2"], ["3"], ["4"], ["6"], ["7"]]),
    "t_r_excl violated": (12, [["1"], ["2"], ["3"], ["4"], ["5"]]),
    "x, y not unique (keyless_x_y_key)": (4, [["(0,1)"], ["(0,2)"], ["(0,3)"], ["(0,4)"]]),
    '"a.b" not unique ("O\'dd ""t"" x_a.b_key")': (2, [["\x1b[2J<b>`@x`"], ["plain"]]),
}
FIX = """
update t set a = coalesce(a, 0), b = left(b, 8), c = id::text, d = 1, n = 1, org = 1, r = int4range(id, id + 1), e = 'e';
update pair set z = coalesce(z, 0);
delete from keyless where ctid not in (select min(ctid) from keyless group by x, y);
update u set x = coalesce(abs(x::int), 1), y = 1, "Value" = coalesce(abs("Value"::int), 1);
update inside set many = '{1}', one = '(1,x)';
update m set mood = 'ok', moods = '{ok}';
update w set x = 'ok', y = 1;
delete from painted where id = 2;
delete from parent;
update "O'dd ""t"" x" set "a.b" = 2 where "sel ect" = 'plain';
"""


def test_rows_in_the_way_are_named_and_a_migration_of_data_makes_room(project18):
    """The whole way: plan names them, apply refuses, what one writes by hand comes between, apply goes on."""
    project = project18
    project.desired(BEFORE)
    project.planned()
    project.execute(ROWS)
    project.desired(AFTER)

    said = project.ok("plan", "--allow-data-loss", "--no-write", "--format", "json").json
    asked = {it["wrong"]: it for it in said["rows"]}
    assert {wrong: (it["rows"], it["sample"]) for wrong, it in asked.items() if it["rows"]} == IN_THE_WAY
    assert (
        "public.touch, which is not known to be free of side effects" in asked["touched violated"]["skipped"]
    )
    assert [wrong for wrong, it in asked.items() if it["skipped"]] == ["touched violated"]
    # Every SELECT finds the rows by itself, as the user who copies it sees.
    assert {w: len(project.query(it["sql"])) for w, it in asked.items() if it["rows"]} == {
        wrong: rows for wrong, (rows, _) in IN_THE_WAY.items()
    }

    text = project.ok("plan", "--allow-data-loss", "--no-write").out
    assert "\x1b" not in text
    assert r"\x1b[2J<b>`@x`" in text
    assert "4 rows of public.t: NULL in a" in text
    assert "SELECT id FROM public.t WHERE a IS NULL ORDER BY id;" in text
    assert "fail on existing rows" in text
    markdown = project.ok("plan", "--allow-data-loss", "--no-write", "--format", "markdown").out
    assert "**Rows in the way**" in markdown
    assert "<b>" not in markdown

    project.ok("plan", "--allow-data-loss", "--name", "strict")
    start = project.dump()
    dry = project.run("apply", "--dry-run")
    refused = project.run("apply", "--yes")
    assert (dry.code, dry.err) == (3, refused.err)
    assert "would apply" in dry.out
    assert refused.code == 3
    assert "nothing was applied" in refused.err
    assert "4 rows, id: 3, 6, 9, 12" in refused.err
    assert "\x1b" not in refused.err
    assert project.dump() == start
    assert project.query("SELECT count(*) FROM schemadiff.history") == [(1,)]

    # A file of one's own, before the one that was written.
    (name,) = [name for name in project.generated if name.endswith("_strict.sql")]
    edited = project.root / "generated" / name
    edited.write_text(
        edited.read_text().replace("ADD COLUMN k integer NOT NULL", "ADD COLUMN k integer DEFAULT 1 NOT NULL")
    )
    # What a new column is filled with is no row's fault: the file is where that is said.
    lines = [line for line in edited.read_text().splitlines() if "FROM public.t ORDER BY id" not in line]
    edited.write_text(
        "\n".join(line for line in lines if "(5)::integer" not in line).replace("DEFAULT 5", "DEFAULT 8")
    )
    earlier = f"{int(name[:14]) - 1:014}_make_room.sql"
    project.write(f"generated/{earlier}", FIX)
    again = project.run("apply", "--yes")
    assert "make_room" in again.both
    assert project.query("SELECT count(*) FROM schemadiff.history WHERE finished IS NOT NULL") == [(3,)]
    # The two defaults that were changed by hand are what is left.
    assert again.code == 1
    assert "ALTER COLUMN k DROP DEFAULT" in again.both
    assert "ALTER COLUMN z SET DEFAULT 5" in again.both


def test_old_and_validated_constraints_ask_nothing_and_no_setting_asks_at_all(project18):
    project18.there("create table t (id int primary key, a int, b int);")
    project18.execute("insert into t values (1, null, -1)")
    project18.desired(
        "create table t (id int primary key, a int not null, b int);\nalter table t add check (b > 0) not valid;"
    )
    said = project18.ok("plan", "--no-write", "--format", "json").json
    assert [it["wrong"] for it in said["rows"]] == ["NULL in a"]

    project18.settings("preflight = false\n")
    assert project18.ok("plan", "--format", "json").json["rows"] == []
    refused = project18.run("apply", "--yes")
    assert refused.code == 3
    assert "contains null values" in refused.err


def test_under_a_new_name_rows_are_asked_about_by_the_old_one(project18):
    """Partitions, deferred keys that match in full, exclusions and NULLs that are not distinct beside it."""
    project18.there(
        "create table t (id int primary key, a int, b int, r int4range);\n"
        "create table p (id int, k int, note text, primary key (id, k)) partition by list (k);\n"
        "create table p1 partition of p for values in (1);\ncreate table ref (x int, y int, primary key (x, y));\n"
        "create table m (id int primary key, x int, y int);"
    )
    project18.execute(
        "insert into t values (1, null, 1, '[1,5)'), (2, 2, null, '[3,7)'), (3, 3, null, '[9,10)');"
        "insert into p values (1, 1, null); insert into ref values (1, 1); insert into m values (1, 1, null), (2, 1, 1), (3, 1, 2)"
    )
    project18.desired(
        "create table t (id int primary key,\n-- schemadiff:renamed from a\naa int not null, b int, r int4range,"
        " exclude using gist (r with &&) where (id < 3));\ncreate unique index on t (b) nulls not distinct;\n"
        "create table p (id int, k int, note text not null, primary key (id, k)) partition by list (k);\n"
        "create table p1 partition of p for values in (1);\ncreate table ref (x int, y int, primary key (x, y));\n"
        "create table m (id int primary key, x int, y int, foreign key (x, y) references ref match full deferrable initially deferred);"
    )

    said = project18.ok("plan", "--format", "json").json["rows"]
    assert {it["wrong"]: it["sample"] for it in said if it["rows"]} == {
        "NULL in aa": [["1"]],
        "NULL in note": [["1", "1"]],
        "no such row in public.ref (m_x_y_fkey)": [["1"], ["3"]],
        "t_r_excl violated": [["1"], ["2"]],
        "b not unique (t_b_idx)": [["2"], ["3"]],
    }
    assert [it["wrong"] for it in said if it["skipped"]] == []
    project18.execute(
        "delete from t where id = 3; update t set r = null; update p set note = ''; update m set y = 1"
    )
    failed = project18.run("apply", "--yes")
    assert failed.code == 3
    assert "nothing was applied" in failed.err
    assert "1 row, id: 1" in failed.err
    project18.execute("update t set a = 1")
    project18.ok("apply", "--yes")


def test_a_table_its_key_and_what_refers_to_it_are_asked_about_by_their_old_names(project18):
    project18.there(
        'create table "Org" (id int primary key, name text);\ncreate table child (id int primary key, "Of" int, x int);'
    )
    project18.execute(
        """insert into "Org" values (1, null), (2, 'b'); insert into child values (7, 1, 1), (8, 3, 1)"""
    )
    project18.desired(
        '-- schemadiff:renamed from "Org"\ncreate table orgs (\n-- schemadiff:renamed from id\nkey int primary key, name text not null);\n'
        'create table child (id int primary key,\n-- schemadiff:renamed from "Of"\norg int references orgs, x int unique);'
    )

    said = project18.ok("plan", "--format", "json").json["rows"]
    assert {it["wrong"]: it["sample"] for it in said if it["rows"]} == {
        "NULL in name": [["1"]],
        "no such row in public.orgs (child_org_fkey)": [["8"]],
        "x not unique (child_x_key)": [["7"], ["8"]],
    }
    assert [it["wrong"] for it in said if it["skipped"]] == []
    # Every SELECT finds them today.
    assert all(len(project18.query(it["sql"])) == it["rows"] for it in said)
    assert project18.run("apply", "--yes").code == 3
    project18.execute("""update "Org" set name = ''; update child set "Of" = 1, x = id""")
    project18.ok("apply", "--yes")


def test_what_cannot_be_asked_is_said(project18):
    """A pending change of rows, a limit of time, rows that one may not see."""
    project18.settings('preflight_timeout = "40ms"\n')
    slow = "create function slow(int) returns boolean stable language plpgsql as $$ begin perform pg_sleep(1); return true; end $$;\n"
    project18.desired(slow + "create table t (id int primary key, a int);")
    project18.planned()
    project18.execute("insert into t values (1, null)")
    project18.desired(slow + "create table t (id int primary key, a int not null, check (slow(id)));")
    said = project18.ok("plan", "--no-write").out
    assert "it took longer than 40ms" in " ".join(said.split())
    assert "1 row of public.t: NULL in a" in said

    project18.write("generated/20990101000000_rows.sql", "update t set a = 1;")
    said = project18.ok("plan", "--no-write").out
    assert "generated/20990101000000_rows.sql is pending and changes rows" in " ".join(said.split())
    assert "ROWS IN THE WAY" not in said


def test_the_way_back_asks_as_well(project18):
    """What was let go may have been used since: rollback names such rows, and changes nothing."""
    project18.desired("create table t (id int primary key, a int not null, b text check (b <> ''));")
    project18.planned()
    project18.desired("create table t (id int primary key, a int, b text);")
    project18.planned()
    (down,) = [name for name in project18.generated if name.endswith(".down.sql")][1:]
    said = (project18.root / "generated" / down).read_text()
    assert "-- schemadiff:must-be-empty SELECT id FROM public.t WHERE a IS NULL ORDER BY id\n" in said
    assert said.count("must-be-empty") == 2

    project18.execute("insert into t values (1, null, 'x'), (2, 2, '')")
    start = project18.dump()
    dry, refused = project18.run("rollback", "--dry-run"), project18.run("rollback", "--yes")
    assert (dry.code, dry.err) == (3, refused.err)
    assert refused.code == 3
    assert "rows are in the way of 2 statements; nothing was rolled back" in refused.err
    assert "1 row, id: 1" in refused.err
    assert project18.dump() == start

    project18.execute("update t set a = 1, b = 'x'")
    project18.ok("rollback", "--yes")
    assert project18.query("SELECT count(*) FROM schemadiff.history WHERE how = 'apply'") == [(1,)]


def test_without_a_proof_the_way_back_knows_the_new_names_as_well(project18):
    project18.there("create table t (id int primary key, a int);")
    project18.execute("insert into t values (1, 7)")
    start = project18.dump()
    project18.desired(
        "create table t (id int primary key,\n-- schemadiff:renamed from a\nb int check (b > 0));"
    )

    project18.ok("plan", "--no-proof")
    project18.ok("apply", "--yes")
    project18.ok("rollback", "--yes")

    assert project18.dump() == start
    assert project18.query("SELECT a FROM t") == [(7,)]


def test_rows_of_the_default_partition_and_outside_of_a_bound_are_named(project18):
    """A new partition, one that is attached, one whose bound is narrower, of lists, ranges and hashes."""
    before = (
        'create table p (id int, "K" text, primary key (id, "K")) partition by list ("K");\n'
        "create table p_rest partition of p default;\ncreate table p_x partition of p for values in ('x', 'y');\n"
        "create table r (at date, n int) partition by range (at, n);\n"
        "create table r_rest partition of r default;\n"
        "create table r1 partition of r for values from ('2026-01-01', 0) to ('2027-01-01', 0);\n"
        "create table r2 (at date, n int);\n"
        "create table h (id int) partition by hash (id);\ncreate table h0 (id int);\n"
    )
    project18.there(before)
    project18.execute(
        """insert into p values (1, 'a'), (2, 'b'), (3, 'x'), (4, 'y'); insert into r values ('2026-02-01', 1), ('2026-08-01', 2),
        ('2028-01-01', 3), ('2030-01-01', 4); insert into r2 values ('2028-05-05', 1), ('2029-05-05', 1), (null, 1);
        insert into h0 select i from generate_series(1, 8) i"""
    )
    outside = project18.query(
        "SELECT ctid::text FROM h0 WHERE NOT satisfies_hash_partition('h'::regclass, 2, 0, id)"
    )
    assert 0 < len(outside) < 8
    project18.desired(
        before.replace("in ('x', 'y')", "in ('x')").replace("to ('2027-01-01', 0)", "to ('2026-07-01', 0)")
        + "create table p_a partition of p for values in ('a');\ncreate table p_c partition of p for values in ('c');\n"
        "alter table r attach partition r2 for values from ('2028-01-01', 0) to ('2029-01-01', 0);\n"
        "alter table h attach partition h0 for values with (modulus 2, remainder 0);"
    )

    said = project18.ok("plan", "--allow-data-loss", "--format", "json").json["rows"]
    assert {it["wrong"]: it["sample"] for it in said if not it["skipped"]} == {
        "belongs into the partition public.p_a": [["1", "a"]],
        "belongs into the partition public.p_c": [],
        "belongs into the partition public.p_x": [],
        "outside of FOR VALUES IN ('x') of public.p": [["4", "y"]],
        "belongs into the partition public.r1": [],
        "belongs into the partition public.r2": [["(0,1)"]],
        "outside of FOR VALUES FROM ('2026-01-01', 0) TO ('2026-07-01', 0) of public.r": [["(0,2)"]],
        "outside of FOR VALUES FROM ('2028-01-01', 0) TO ('2029-01-01', 0) of public.r": [
            ["(0,2)"],
            ["(0,3)"],
        ],
        "outside of FOR VALUES WITH (modulus 2, remainder 0) of public.h": [[tid] for (tid,) in outside[:5]],
    }
    assert [it["wrong"] for it in said if it["skipped"]] == []
    # Every SELECT finds them today.
    assert all(len(project18.query(it["sql"])) == it["rows"] for it in said if it["sql"])
    start = project18.dump()
    refused = project18.run("apply", "--yes")
    assert refused.code == 3
    assert "rows are in the way of 5 statements; nothing was applied" in refused.err
    assert project18.dump() == start
    project18.execute(
        """delete from p where "K" in ('a', 'y'); delete from r where n in (2, 3); delete from r2 where at is null or at > '2029-01-01';
        delete from h0 where not satisfies_hash_partition('h'::regclass, 2, 0, id)"""
    )
    project18.ok("apply", "--yes")

    # What is taken out of a table goes back into it only if it still belongs there.
    project18.desired(before)
    project18.planned("--allow-data-loss")
    down = max(name for name in project18.generated if name.endswith(".down.sql"))
    asks = re.findall("must-be-empty (SELECT .*)", (project18.root / "generated" / down).read_text())
    assert [len(project18.query(sql)) for sql in asks] == [0] * len(asks)
    project18.execute(
        "insert into r2 values ('1999-01-01', 1); insert into h0 select 4 * i from generate_series(1, 8) i"
    )
    said = project18.run("rollback", "--yes")
    assert said.code == 3
    assert "rows are in the way of 2 statements; nothing was rolled back" in said.err


def test_rows_of_a_table_that_is_attached_are_asked_for_what_the_parent_requires(project18):
    """Before it is attached, the question for the parent's column finds none of its rows."""
    project18.there("create table late (no bigint, year int);")
    project18.execute("insert into late values (1, 2020), (null, 2021), (3000000000, 2022)")
    project18.desired(
        "create table orders (id bigint generated always as identity, no int not null, year int) partition by range (year);\n"
        "create table late partition of orders for values from (2020) to (2030);"
    )

    said = project18.ok("plan", "--allow-data-loss", "--format", "json").json["rows"]
    assert {it["wrong"]: it["sample"] for it in said if not it["skipped"]} == {
        "no value for the new column id": [["(0,1)"], ["(0,2)"], ["(0,3)"]],
        "NULL in no": [["(0,2)"]],
        "no does not fit integer": [["(0,3)"]],
        "outside of FOR VALUES FROM (2020) TO (2030) of public.orders": [],
    }
    assert all(len(project18.query(it["sql"])) == it["rows"] for it in said if it["sql"])


def test_what_is_made_anew_is_not_asked_and_what_is_cut_loose_for_it_is(project18):
    """Counters and rows that go with a table; partitions that outlive their parent, or are another's from then on."""
    project18.there(
        "create table a (id int generated by default as identity (maxvalue 1000), v int) partition by list (v);\n"
        "create table a1 partition of a for values in (1);\n"
        "create table a2 partition of a for values in (2) partition by list (v);\ncreate table a22 partition of a2 default;\n"
        "create table a_rest partition of a default;\n"
        "create table b (id int, k int, note text) partition by list (k);\n"
        "create table b1 partition of b for values in (1);\ncreate table b2 partition of b for values in (2);\n"
        "create table org (id int primary key);\ncreate table c (id int not null, org int) partition by list (id);\n"
        "create table c1 (id int not null, org int);\n"
        "create table d (id bigserial, v int) partition by list (v);\ncreate table d1 (id int not null, v int);\n"
    )
    project18.execute(
        "insert into a (v) values (1), (2), (3), (4); insert into b values (1, 1, 'x'), (2, 2, null), (3, 2, 'y');"
        "insert into c1 values (1, 7), (1, 8); select setval('a_id_seq', 500); select setval('d_id_seq', 500)"
    )
    project18.desired(
        # The sequence of the identity goes with the column, and so does what it counted.
        "create table a (id smallint generated by default as identity (maxvalue 100), v int) partition by range (v);\n"
        "create table a1 partition of a for values from (1) to (2);\n"
        "create table a2 partition of a for values from (3) to (4) partition by hash (v);\n"
        "create table a_rest partition of a default;\n"
        "create table b (id int, k int, note text not null check (note <> 'y')) partition by list (id);\n"
        "create table b1 partition of b for values in (1);\ncreate table b2 partition of b for values in (2);\n"
        "create table org (id int primary key);\n"
        "create table c (id int primary key, org int references org) partition by list (id);\n"
        "create table c1 partition of c for values in (1);\n"
        "create table d (id bigserial, v int) partition by hash (v);\n"
        "create table d1 partition of d for values with (modulus 1, remainder 0);\n"
    )

    said = project18.ok("plan", "--allow-data-loss", "--no-write", "--format", "json").json["rows"]
    found = {f"{it['table']['identity']}: {it['wrong']}": it["sample"] for it in said if not it["skipped"]}
    assert {wrong: sample for wrong, sample in found.items() if sample} == {
        "public.a_rest: belongs into the partition public.a2": [["(0,1)"]],
        "public.a_rest: outside of DEFAULT of public.a": [["(0,1)"]],
        "public.b2: NULL in note": [["(0,1)"]],
        "public.b2: b_note_check violated": [["(0,2)"]],
        "public.b2: outside of FOR VALUES IN (2) of public.b": [["(0,2)"]],
        "public.c1: id not unique (c1_pkey)": [["(0,1)"], ["(0,2)"]],
        "public.c1: no such row in public.org (c_org_fkey)": [["(0,1)"], ["(0,2)"]],
    }
    assert [wrong for wrong in found if "counter" in wrong or ".a2" in wrong.partition(":")[0]] == []
    assert [(it["wrong"], it["skipped"]) for it in said if it["skipped"]] == [
        (
            "outside of FOR VALUES WITH (modulus 1, remainder 0) of public.d",
            "PostgreSQL computes the hash of a row with the table, which does not exist yet",
        )
    ]


def test_a_default_partition_is_asked_under_its_old_names_and_not_if_it_is_made_anew(project18):
    project18.there(
        "create table q (k int, v int) partition by list (k);\n"
        "create table q_rest partition of q default partition by range (v);\ncreate table q_0 partition of q_rest default;\n"
        "create table w (id int, k int) partition by list (k);\n"
        "create table w_rest partition of w default partition by list (id);\ncreate table w_0 partition of w_rest default;\n"
    )
    project18.execute("insert into q values (1, 1); insert into w values (1, 1), (1, 2)")
    project18.desired(
        "create table q (k int, v int) partition by list (k);\ncreate table q_1 partition of q for values in (1);\n"
        "create table q_rest partition of q default partition by list (v);\ncreate table q_0 partition of q_rest default;\n"
        "-- schemadiff:renamed from w\ncreate table ww (id int,\n-- schemadiff:renamed from k\nkk int) partition by list (kk);\n"
        "-- schemadiff:renamed from w_rest\n"
        "create table w_others partition of ww default partition by list (id);\n"
        "create table w_0 partition of w_others default;\ncreate table w_1 partition of ww for values in (1);\n"
    )

    said = project18.ok("plan", "--allow-data-loss", "--no-write", "--format", "json").json["rows"]
    assert [(it["wrong"], it["sample"], it["skipped"]) for it in said] == [
        ("belongs into the partition public.w_1", [["(0,1)"]], ""),
        # It outlives its parent, which is the rest without what q_1 takes then.
        ("outside of DEFAULT of public.q_rest", [["(0,1)"]], ""),
    ]


def test_a_counter_that_new_bounds_leave_out_is_named(project18):
    """By itself, by its type, renamed, of an identity column; one that fits, that is moved or gets more room is not."""
    project18.there(
        "create sequence far;\ncreate sequence near;\ncreate sequence typed;\ncreate sequence low minvalue -9 start 7;\n"
        "create sequence moved start 900;\ncreate sequence wider maxvalue 50;\ncreate sequence old;\n"
        "create table t (id bigint generated always as identity);"
    )
    project18.execute(
        "select setval('far', 200), setval('near', 100), setval('typed', 70000), setval('low', -3), setval('wider', 50),"
        " setval('old', 11), setval('t_id_seq', 3000000000)"
    )
    narrower = (
        "create sequence far maxvalue 100;\ncreate sequence near maxvalue 100;\ncreate sequence typed as smallint;\n"
        "create sequence low minvalue 1 start 7;\ncreate sequence wider maxvalue 60;\n"
        "-- schemadiff:renamed from old\ncreate sequence fresh maxvalue 10;\n"
        "create table t (id int generated always as identity);\n"
    )
    project18.desired(f"{narrower}create sequence moved maxvalue 100;")
    moving = project18.ok("plan", "--allow-data-loss", "--no-write", "--format", "json").json["rows"]
    project18.desired(f"{narrower}create sequence moved start 900;")

    said = project18.ok("plan", "--allow-data-loss", "--format", "json").json["rows"]
    assert [it for it in said if it["skipped"]] == []
    assert sorted(it["sql"] for it in moving) == sorted(it["sql"] for it in said)
    assert {it["sql"].split()[3]: it["sample"] for it in said if "last value" in it["wrong"]} == {
        "public.far": [["200"]],
        "public.near": [],
        "public.typed": [["70000"]],
        "public.low": [["-3"]],
        "public.old": [["11"]],
        "public.t_id_seq": [["3000000000"]],
    }
    # Every SELECT finds it today.
    assert all(len(project18.query(it["sql"])) == it["rows"] for it in said)
    start = project18.dump()
    refused = project18.run("apply", "--yes")
    assert refused.code == 3
    assert "nothing was applied" in refused.err
    assert "1 row, last_value: 200" in refused.err
    assert project18.dump() == start
    project18.execute("select setval(s, 5) from unnest('{far,typed,low,old,t_id_seq}'::regclass[]) s")
    project18.ok("apply", "--yes")


def test_rows_that_reference_a_partition_which_is_detached_are_named(project18):
    """A foreign key to the table stays, and lets go of a partition only if no row references it."""
    before = (
        "create table p (id int primary key, v int) partition by range (id);\n"
        "create table p1 partition of p for values from (0) to (10);\n"
        "create table p2 partition of p for values from (10) to (20);\n"
        "create table p3 partition of p for values from (20) to (30);\n"
        "create table r (n int primary key, id int references p);\n"
        "create table s (id int references p) partition by list (id);\ncreate table s1 partition of s default;\n"
    )
    project18.there(before)
    project18.execute(
        "insert into p select n, n from generate_series(1, 29) n; insert into s values (25), (null);"
        "insert into r values (1, 1), (2, 11), (3, null), (4, 12)"
    )
    lines = [line for line in before.splitlines() if " p2 " not in line and " p3 " not in line]
    project18.desired("\n".join([*lines, "create table p3 (id int primary key, v int);"]))

    said = project18.ok("plan", "--allow-data-loss", "--format", "json").json["rows"]
    assert {it["wrong"]: it["sample"] for it in said} == {
        "references public.p2, which is detached (r_id_fkey)": [["2"], ["4"]],
        "references public.p2, which is detached (s_id_fkey)": [],
        "references public.p3, which is detached (r_id_fkey)": [],
        "references public.p3, which is detached (s_id_fkey)": [["(0,1)"]],
    }
    refused = project18.run("apply", "--yes")
    assert "rows are in the way of 2 statements; nothing was applied" in refused.err
    project18.execute("delete from r where n in (2, 4); delete from s")
    project18.ok("apply", "--yes")
    assert project18.query("select count(*) from p3") == [(10,)]
