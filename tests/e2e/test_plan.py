"""The flags of plan, its formats and exit codes, and migra as the engine."""

from __future__ import annotations

import re
import shlex

import pytest

TABLE = "create table t (id int primary key);\n"
MORE = "create table t (id int primary key, name text);\n"


def test_check_writes_nothing_and_tells_by_its_exit_code(project18):
    project18.desired(TABLE)
    assert project18.run("plan", "--check").code == 1
    assert project18.generated == []
    project18.planned()
    assert project18.run("plan", "--check").code == 0
    project18.desired(MORE)
    assert project18.run("plan", "--check").code == 1
    assert len(project18.generated) == 2
    # What is pending is known already: there is nothing to plan.
    project18.ok("plan")
    assert project18.run("plan", "--check").code == 0


def test_formats(project18):
    project18.desired(TABLE)
    project18.planned()
    project18.desired(MORE)
    shown = {
        form: project18.ok("plan", "--no-write", "--format", form).out
        for form in ("text", "sql", "markdown", "json")
    }
    statement = "ALTER TABLE public.t ADD COLUMN name text"
    for form, text in shown.items():
        assert statement in text, form
        assert "desired/schema.sql" in text, form
    project18.execute(shown["sql"])
    assert "no changes" in project18.ok("plan").out


def test_name_is_the_name_of_the_file(project18):
    project18.desired(TABLE)
    project18.ok("plan", "--name", "Add the first table!")
    names = [re.sub(r"^\d{14}_", "", name) for name in project18.generated]
    assert names == ["add_the_first_table.down.sql", "add_the_first_table.sql"]


def test_slug_says_what_happens(project18):
    project18.desired("create table email_sends (id int); create table b (id int); create table c (id int);")
    project18.ok("plan")
    (name,) = [name for name in project18.generated if ".down" not in name]
    assert re.fullmatch(r"\d{14}_add_\w+_and_2_more\.sql", name)


def test_no_write_and_no_proof(project18):
    project18.desired(TABLE)
    assert "nothing was written" in project18.ok("plan", "--no-write").out
    assert project18.generated == []
    assert "not proven" in project18.ok("plan", "--no-proof").out
    assert "-- schemadiff: proof: none" in project18.text(".sql")
    project18.ok("apply", "--yes")
    assert "no changes" in project18.ok("plan").out
    project18.ok("rollback", "--yes", "--allow-data-loss")
    assert project18.query("SELECT to_regclass('t')") == [(None,)]


def test_second_opinion(project18):
    project18.desired(TABLE)
    judges = project18.ok("plan", "--second-opinion", "--format", "json").json["proof"]["verdicts"]
    assert [(j["judge"], j["ok"]) for j in judges] == [
        ("catalogue", True),
        ("pg_dump", True),
        ("migra", True),
    ]
    project18.ok("apply", "--yes")
    judges = project18.ok("plan", "--second-opinion", "--format", "json").json["proof"]["verdicts"]
    assert ("migra", True) in [(j["judge"], j["ok"]) for j in judges]


def test_native_completes_migra_and_says_so(project):
    project.there(TABLE)
    project.desired(
        MORE + "create domain d as text check (value <> '');\ncomment on table t is 'it''s t';\n"
        "alter table t enable row level security; alter table t force row level security;"
        "grant select (id) on t to public;"
    )
    said = project.ok("plan", "--engine", "migra", "--format", "json").json
    engines = {s["sql"].split("(")[0]: s["engine"] for u in said["plan"]["units"] for s in u["statements"]}
    assert "migra" in engines.values()
    assert engines["COMMENT ON TABLE public.t IS 'it''s t'"] == "native"
    assert any("CREATE DOMAIN" in sql and engine == "native" for sql, engine in engines.items())
    assert "native, completes migra's script" in project.text(".sql")
    project.ok("apply", "--yes")
    assert "no changes" in project.ok("plan").out


def test_a_statement_of_migras_that_fails_refuses_the_plan(project):
    project.there("create table t (a int, b int generated always as (a * 2) stored);")
    project.desired("create table t (a int, b int generated always as (a * 3) stored);")
    files = project.generated

    refused = project.run("plan", "--engine", "migra")
    assert refused.code == 3
    assert 'alter table "public"."t" alter column "b" set default (a * 3)' in refused.err
    assert 'column "b" of relation "t" is a generated column' in refused.err
    assert "--engine native" in refused.err
    assert project.generated == files
    assert project.run("plan", "--allow-data-loss").code == 0


@pytest.mark.parametrize("engine", ["native", "migra"])
def test_what_is_left_out_is_counted(project18, engine):
    project18.settings(f'schemas = ["app"]\nignore = ["app.tmp_*"]\nengine = "{engine}"')
    project18.execute(
        "CREATE SCHEMA app; CREATE SCHEMA other; CREATE TABLE other.t (id int);"
        "CREATE TABLE app.tmp_a (id int); CREATE VIEW app.v AS SELECT id FROM app.tmp_a"
    )
    project18.desired(
        "create schema app; create table app.kept (id int); create view app.v as select 1 as id;"
    )
    said = project18.ok("plan", "--format", "json").json
    assert said["left_out"]["ignore: app.tmp_*"] == 1
    assert said["left_out"]["schema other: not listed in schemas"] == 2
    assert "app.tmp_a" not in "".join(
        s["sql"] for u in said["plan"]["units"] for s in u["statements"] if s["verb"] == "drop"
    )
    project18.ok("apply", "--yes")
    assert project18.query(
        "SELECT to_regclass('other.t') IS NOT NULL, to_regclass('app.tmp_a') IS NOT NULL"
    ) == [(True, True)]
    assert "left out of the comparison: " in project18.ok("plan").out


@pytest.mark.parametrize("command", ["plan", "lint", "drift", "pull"])
def test_schemas_of_which_none_exists_are_an_error(project18, command):
    project18.settings('schemas = ["pubic"]')
    project18.desired("create table t (id int primary key);")

    said = project18.run(command)
    assert said.code == 2
    assert "of the schemas that the settings list (pubic): nothing would be checked" in said.err
    assert "hint: the nearest one that exists is public\n" in said.err


def test_a_listed_schema_that_does_not_exist_is_told(project18):
    project18.settings('schemas = ["public", "Billing"]')
    project18.desired('create table t (id int primary key); create schema "Billing";')

    (note,) = project18.ok("plan", "--format", "json").json["plan"]["notes"]
    assert note["message"] == "the settings list Billing under schemas, but it does not exist on either side"
    assert note["hint"] == 'the nearest one that exists is "Billing"'


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("tmp_*", "the nearest object is table public.tmp_import"),
        ("view public.tmp_import", "the nearest object is table public.tmp_import"),
        ("public.tmp_inport", "the nearest object is table public.tmp_import"),
        ("elsewhere.*", ""),
        ("public.tmp_*", None),
    ],
)
def test_a_pattern_under_ignore_that_fits_nothing_is_named(project18, pattern, hint):
    project18.there("create table t (id int primary key); create table tmp_import (id int);")
    project18.settings(f'ignore = ["{pattern}"]')
    notes = project18.ok("plan", "--format", "json").json["plan"]["notes"]
    said = f"the settings have {pattern} under ignore, but nothing on either side fits it"
    assert [each["hint"] for each in notes if each["message"] == said] == ([] if hint is None else [hint])


def test_a_pattern_may_be_meant_for_another_target(project18):
    project18.there("create table t (id int primary key);")
    targets = "".join(f'[targets.{name}]\nurl = "dbname={name}"\n' for name in ("a", "b"))
    project18.settings(f'ignore = ["partman.*"]\n{targets}')
    assert project18.ok("plan", "--format", "json").json["plan"]["notes"] == []


def test_what_was_not_written_names_the_command_that_writes_it(project18):
    project18.desired("create table t (id int primary key);")
    said = project18.ok("plan", "--no-write", "--allow-data-loss")
    line = " ".join(said.out[said.out.index("nothing was written") :].splitlines()[:-1])
    flags = f"-C {project18.root} --target {shlex.quote(project18.target)} --allow-data-loss"
    assert line == f"nothing was written; to write the migration, run: schemadiff plan {flags}"
    said = " ".join(project18.ok("plan").out.split())
    assert f"run: schemadiff apply -C {project18.root} --target URL " in said


def test_a_publication_names_only_what_differs_from_the_default(project18):
    """A target that is older than the throw-away server may lack a parameter: publish_generated_columns is new in 18."""
    project18.desired("CREATE PUBLICATION p; CREATE PUBLICATION q WITH (publish = 'insert');")
    assert project18.changes() == ["CREATE PUBLICATION p", "CREATE PUBLICATION q WITH (publish = 'insert')"]
    project18.planned()
    project18.desired(
        "CREATE PUBLICATION p WITH (publish_via_partition_root, publish = ''); CREATE PUBLICATION q;"
    )
    assert project18.changes() == [
        "ALTER PUBLICATION p SET (publish = '', publish_via_partition_root = true)",
        "ALTER PUBLICATION q SET (publish = 'insert, update, delete, truncate')",
    ]


def test_a_folder_without_files_is_left_as_it_is(developing):
    (developing.root / "schemadiff.toml").unlink()
    said = developing.run("plan")
    assert (said.code, said.err.partition("\n")[0]) == (3, "error: there is no folder desired")
    assert [*developing.root.iterdir()] == []


def test_a_kept_view_may_use_an_ignored_table(project18):
    project18.settings('ignore = ["public.legacy"]')
    project18.execute("CREATE TABLE legacy (id int); CREATE VIEW v AS SELECT id FROM legacy")
    project18.desired(
        "create table legacy (id int); create view v as select id from legacy; create table t (id int);"
    )
    assert project18.changes() == ["CREATE TABLE public.t (\n    id integer\n)"]


def test_empty_and_missing_desired_never_drop(project18):
    project18.execute("CREATE TABLE t (id int)")
    assert project18.run("plan").code == 3
    (project18.root / "desired").mkdir()
    empty = project18.run("plan", "--allow-data-loss")
    assert empty.code == 3
    project18.desired("-- nothing\n")
    assert project18.run("plan", "--allow-data-loss").code == 3
    assert project18.generated == []


def test_errors_in_desired_have_their_place(project18):
    project18.desired(TABLE, "a.sql")
    project18.desired(TABLE.replace(" t ", " u "), "b.sql")
    project18.desired("create table\n  w (id int,,);", "c.sql")
    said = project18.run("plan")
    assert said.code == 3
    assert "desired/c.sql:2:13: syntax error" in said.err
    assert "desired/c.sql:2:13" in project18.run("lint").err
    status = project18.run("status")
    assert (status.code, "desired/c.sql:2:13" in status.out) == (3, True)


def test_everything_of_an_ignored_table_is_left_out_of_both_comparisons(project18):
    project18.settings('ignore = [\'public."Old one"\', "function public.old(*)"]')
    project18.execute(
        'CREATE TABLE "Old one" (id serial PRIMARY KEY, "B b" int DEFAULT 3 CHECK ("B b" > 0), UNIQUE (id, "B b"));'
        'CREATE INDEX odd_idx ON "Old one" ("B b"); COMMENT ON COLUMN "Old one"."B b" IS \'x\';'
        'COMMENT ON TABLE "Old one" IS \'x\'; ALTER TABLE "Old one" ENABLE ROW LEVEL SECURITY;'
        'CREATE POLICY "P p" ON "Old one" USING (true); COMMENT ON POLICY "P p" ON "Old one" IS \'x\';'
        "CREATE FUNCTION old(a int, b text) RETURNS int LANGUAGE sql AS 'select 1';"
        "COMMENT ON FUNCTION old(int, text) IS 'x'; GRANT SELECT ON \"Old one\" TO PUBLIC"
    )
    project18.desired("create table t (id int);")
    assert project18.changes() == ["CREATE TABLE public.t (\n    id integer\n)"]
    project18.planned()
    said = project18.ok("plan", "--format", "json").json
    assert said["changes"] is False
    assert said["left_out"] == {'ignore: public."Old one"': 1, "ignore: function public.old(*)": 1}


def test_a_materialized_view_is_made_of_another_one_with_its_rows_or_without(project18):
    views = "create materialized view {} as select id from {}{};\n"
    project18.there(TABLE + views.format("m", "t", ""))
    project18.desired(
        TABLE
        + views.format("m", "t", "")
        + views.format("a", "m", "")
        + views.format("n", "m", " with no data")
    )
    project18.planned()
    populated = "select relname, relispopulated from pg_class where relkind = 'm' order by 1"
    assert project18.query(populated) == [("a", True), ("m", True), ("n", False)]

    # What was filled since is filled again when it is made anew.
    project18.execute("refresh materialized view n")
    project18.desired(
        TABLE + views.format("m", "t where id > 1", "") + views.format("n", "m", " with no data")
    )
    project18.planned("--allow-data-loss")
    assert project18.query(populated) == [("m", True), ("n", True)]


def test_a_materialized_view_over_one_without_rows_is_made_without_rows_and_named(project18):
    views = TABLE + "create materialized view n as select id from t;\n"
    project18.there(views + "create materialized view m as select id from n;\n")
    project18.execute("refresh materialized view n with no data")
    project18.desired(views + "create materialized view m as select id + 1 as id from n;\n")
    refused = project18.run("plan")
    assert (refused.code, "the computed rows of materialized view public.m" in refused.out) == (1, True)
    planned = project18.ok("plan", "--format", "json", "--allow-data-loss").json["plan"]
    said = [note["message"] for note in planned["notes"] if note["severity"] == "warning"]
    because = "because it reads materialized view public.n, which is not populated on the target"
    assert f"materialized view public.m is created without rows, {because}" in said
    project18.ok("apply", "--yes")
    populated = "select relname, relispopulated from pg_class where relkind = 'm' order by 1"
    assert project18.query(populated) == [("m", False), ("n", False)]


def test_columns_of_a_table_go_through_its_rows_in_one_statement(project18):
    """What one statement does with several columns, PostgreSQL does in one pass: one rewrite, and one scan."""
    project18.there(
        'CREATE TABLE "T" (id int PRIMARY KEY, a int, b int, c varchar(5), d int, e text, f int);'
        'CREATE VIEW v AS SELECT a FROM "T";'
    )
    project18.execute("INSERT INTO \"T\" VALUES (1, 2, 3, '4', 5, '6', 7)")
    project18.desired(
        'CREATE TABLE "T" (id int PRIMARY KEY, a bigint, b numeric NOT NULL, c int, d int NOT NULL, e text NOT NULL, f int);'
        'CREATE VIEW v AS SELECT a FROM "T";'
    )
    planned = project18.ok("plan", "--format", "json", "--allow-data-loss").json
    head = 'ALTER TABLE public."T"'
    statements = [s["sql"] for unit in planned["plan"]["units"] for s in unit["statements"]]
    assert [sql for sql in statements if sql.startswith(head)] == [
        (
            f"{head}\n    ALTER COLUMN a TYPE bigint,\n    ALTER COLUMN b TYPE numeric,\n    ALTER COLUMN b SET NOT NULL,"
            "\n    ALTER COLUMN c TYPE integer USING c::integer,"
            "\n    ALTER COLUMN d SET NOT NULL,\n    ALTER COLUMN e SET NOT NULL"
        )
    ]
    asked = {answer["wrong"] for answer in planned["rows"]}
    assert {"NULL in b", "NULL in d", "NULL in e"} <= asked
    project18.ok("apply", "--yes")
    project18.ok("rollback", "--yes", "--allow-data-loss")
    assert project18.query('SELECT * FROM "T"') == [(1, 2, 3, "4", 5, "6", 7)]


def test_a_serial_column_that_widens_is_rewritten_together_with_others(project18):
    project18.there("CREATE TABLE t (id serial PRIMARY KEY, a int);")
    project18.desired("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a bigint);")
    planned = project18.ok("plan", "--format", "json").json
    statements = [s["sql"] for unit in planned["plan"]["units"] for s in unit["statements"]]
    assert [sql for sql in statements if " TYPE " in sql] == [
        "ALTER TABLE public.t\n    ALTER COLUMN id TYPE bigint,\n    ALTER COLUMN a TYPE bigint"
    ]


def test_a_column_that_one_of_two_parents_loses_stays_inherited_from_the_other(project18):
    """No judge compares it, for no statement changes it: it decides what becomes of the column with the other parent's."""
    tables = "CREATE TABLE t ({}z int); CREATE TABLE t2 (c int NOT NULL); CREATE TABLE k () INHERITS (t, t2);"
    project18.there(tables.format("c int NOT NULL, "))
    project18.execute("INSERT INTO k (c) VALUES (7)")
    project18.desired(tables.format(""))
    project18.planned("--allow-data-loss")
    own = "SELECT c, attislocal, attinhcount FROM k, pg_attribute WHERE attrelid = 'k'::regclass AND attname = 'c'"
    assert project18.query(own) == [(7, False, 1)]


def test_columns_of_several_tables_are_joined_by_table(project18):
    """Statements are in the order of places over all tables, so that those of one table are not side by side."""
    project18.there("".join(f"CREATE TABLE {t} (a int, b int, c int);" for t in ("t", "u")))
    project18.desired("".join(f"CREATE TABLE {t} (a bigint, b bigint, c bigint);" for t in ("t", "u")))
    planned = project18.ok("plan", "--format", "json").json
    assert [s["sql"].split("\n")[0] for unit in planned["plan"]["units"] for s in unit["statements"]] == [
        "ALTER TABLE public.t",
        "ALTER TABLE public.u",
    ]


SET_LATER = """\
create table t (
  a int primary key
);
alter table t
  enable row level security;
alter table t replica identity full;
alter table t set (fillfactor = 70);
alter table t alter a set statistics 5;
create index i on t (a);
alter table t cluster on i;
"""


def test_a_property_of_a_table_is_shown_where_it_is_set(project18):
    project18.desired("create table t (a int primary key);")
    project18.planned()
    project18.desired(SET_LATER)
    units = project18.ok("plan", "--no-write", "--format", "json").json["plan"]["units"]
    found = {s["sql"]: s["at"]["line"] for unit in units for s in unit["statements"]}
    assert found == {
        "ALTER TABLE public.t ENABLE ROW LEVEL SECURITY": 4,
        "ALTER TABLE public.t REPLICA IDENTITY FULL": 6,
        "ALTER TABLE public.t SET (fillfactor='70')": 7,
        "ALTER TABLE public.t ALTER COLUMN a SET STATISTICS 5": 8,
        "CREATE INDEX i ON public.t USING btree (a)": 9,
        "ALTER TABLE public.t CLUSTER ON i": 10,
    }
