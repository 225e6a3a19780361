"""``[migrations] layout``: migrations that another tool applies, and its history table."""

from __future__ import annotations

import subprocess

import pytest

from schemadiff.migration_tools.runners import RUNNERS

AS = ("-c", "user.name=t", "-c", "user.email=t@example.org")
DESIRED = "create table t (a int);\ncreate function f() returns void language plpgsql as $$ begin perform 1; perform 2; end $$;\ncreate function g() returns int begin atomic select 1; select 2; end;\n"
HISTORY = {
    "supabase": "create schema supabase_migrations; create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text); insert into supabase_migrations.schema_migrations values ('{v}', '{{select 1}}', 'x')",
    "flyway": "create table flyway_schema_history (installed_rank int, version text, description text, type text, script text, checksum int, installed_by text, installed_on timestamp default now(), execution_time int, success boolean); insert into flyway_schema_history (installed_rank, version, description, type, installed_by, success) values (1, '{v}', 'x', 'SQL', 'me', true)",
    "dbmate": "create table schema_migrations (version varchar primary key); insert into schema_migrations values ('{v}')",
    "golang-migrate": "create table schema_migrations (version bigint primary key, dirty boolean); insert into schema_migrations values ({v}, false)",
    "sqlx": "create table _sqlx_migrations (version bigint primary key, description text, installed_on timestamptz default now(), success boolean, checksum bytea, execution_time bigint); insert into _sqlx_migrations (version, description, success) values ({v}, 'x', true)",
    "goose": "create table goose_db_version (id serial primary key, version_id bigint, is_applied boolean, tstamp timestamp default now()); insert into goose_db_version (version_id, is_applied) values (0, true), ({v}, true)",
    "sql-migrate": "create table gorp_migrations (id text primary key, applied_at timestamptz default now()); insert into gorp_migrations values ('{v}-add_t.sql')",
    "node-pg-migrate": "create table pgmigrations (id serial primary key, name varchar(255), run_on timestamp); insert into pgmigrations (name, run_on) values ('{v}_add_t', now())",
}
FILES = {
    "supabase": ["{v}_add_t.sql"],
    "flyway": ["U{v}__add_t.sql", "V{v}__add_t.sql"],
    "dbmate": ["{v}_add_t.sql"],
    "golang-migrate": ["{v}_add_t.down.sql", "{v}_add_t.up.sql"],
    "sqlx": ["{v}_add_t.down.sql", "{v}_add_t.up.sql"],
    "goose": ["{v}_add_t.sql"],
    "sql-migrate": ["{v}-add_t.sql"],
    "node-pg-migrate": ["{v}_add_t.sql"],
}


def settled(project, layout):
    tables = "flyway_schema_history*", "schema_migrations*", "_sqlx_migrations*", "goose_db_version*"
    tables += "gorp_migrations*", "pgmigrations*"
    ignore = ", ".join(f'"public.{name}"' for name in tables)
    project.settings(
        f'ignore = [{ignore}, "supabase_migrations*", "schema supabase_migrations"]\n[migrations]\nlayout = "{layout}"'
    )
    project.desired(DESIRED)


@pytest.mark.parametrize("layout", HISTORY)
def test_the_round_with_another_runner(project18, layout):
    settled(project18, layout)
    project18.ok("plan", "--name", "add_t")
    version = "".join(c for c in project18.generated[0] if c.isdigit())
    assert project18.generated == [name.format(v=version) for name in FILES[layout]]
    assert f"run {RUNNERS[layout].command}\n" in project18.run("status").out
    # The other runner has been here.
    project18.execute(HISTORY[layout].format(v=version))
    project18.execute(DESIRED)
    said = project18.ok("status")
    assert f"applied   {version}_add_t" in said.out
    assert "equals desired/" in said.out
    text = (project18.root / "generated" / FILES[layout][-1].format(v=version)).read_text()
    assert "$function$ begin perform 1; perform 2; end $$" in text.replace("$function$;", "$$;")
    if layout != "goose":
        return
    assert text.count("-- +goose StatementBegin\nCREATE OR REPLACE FUNCTION") == 2
    places = [text.index(word) for word in ("-- +goose Up", "CREATE TABLE", "-- +goose Down", "DROP")]
    assert places == sorted(places)
    said = project18.run("apply", "--yes")
    assert (said.code, "apply with it: goose up" in said.err) == (2, True)
    said = project18.run("rollback", "--yes")
    assert (said.code, "roll back with it: goose down" in said.err) == (2, True)
    assert project18.ok("drift").out.startswith("no drift")
    # What it wrote reads back, and a change comes after it.
    project18.desired(DESIRED + "create index concurrently_not on t (a);")
    project18.ok("plan", "--name", "more")
    assert len(project18.generated) == 2 * len(FILES[layout])
    assert project18.ok("check").out.startswith("generated/, desired/")


def test_a_history_of_an_unknown_version(project18):
    settled(project18, "flyway")
    project18.execute("create table flyway_schema_history (version_rank int, version text, description text)")
    said = project18.run("status")
    assert said.code == 3
    assert (
        "public.flyway_schema_history has no column checksum, installed_by, installed_on, success, type"
        in said.err
    )
    assert "flyway itself says what is applied" in said.err


def test_whose_history_it_is(project18):
    """A table elsewhere is asked for, one of another tool is told from it, and what is applied is shown in any case."""
    settled(project18, "goose")
    project18.write("generated/1_a.sql", "-- +goose Up\ncreate table t (a int);\n")
    project18.write("generated/2_b.sql", "-- +goose Up\ncreate table t (a int);\n")
    project18.execute(
        "create schema ops; create table ops.goose_db_version (id serial, version_id bigint,"
        " is_applied boolean, tstamp timestamp); insert into ops.goose_db_version (version_id, is_applied) values (1, true);"
        " create table alembic_version (version_num text); insert into alembic_version values ('1a2b'), ('0c');"
        " create table flyway_schema_history (version_rank int); create table t (a int);"
        " create table django_migrations (id int, app text, name text, applied timestamptz);"
        " insert into django_migrations values (1, 'auth', '0001_initial'), (2, 'shop', '0001_initial');"
        " create schema drizzle; create table drizzle.__drizzle_migrations (id int, hash text, created_at bigint);"
        " insert into drizzle.__drizzle_migrations values (1, 'aa', 1700000000001), (2, 'bb', 1700000000002);"
        " create table knex_migrations (id int, name text, batch int, migration_time timestamptz);"
        " insert into knex_migrations values (1, '1_a.js', 1), (2, '2_b.js', 2);"
        " create table databasechangelog (id text, author text, filename text, dateexecuted timestamp,"
        " orderexecuted int, md5sum text);"
        " insert into databasechangelog values ('1', 'ann', 'a.xml', now(), 1), ('2', 'ann', 'a.xml', now(), 2);"
        " create table _prisma_migrations (migration_name text, started_at timestamptz, finished_at timestamptz,"
        " rolled_back_at timestamptz, checksum text);"
        " insert into _prisma_migrations values ('1_a', now(), now(), null), ('2_b', now(), now(), null),"
        " ('3_c', now(), null, null), ('3_c', now(), null, now())"
    )
    said = project18.run("status")
    assert said.code == 3
    assert (
        "no table public.goose_db_version, the history table of goose, but there is ops.goose_db_version"
        in said.err
    )
    toml = project18.root / "schemadiff.toml"
    toml.write_text(toml.read_text() + '\ntable = "ops.goose_db_version"\n')
    said = project18.run("status")
    assert said.code == 3
    lines = said.out.splitlines()
    assert [line.split() for line in lines[2:4]] == [
        ["applied", "1_a"],
        ["pending", "2_b"],
    ]
    assert lines[5].endswith("was not compared with desired/:")
    assert lines[6:] == [
        '  generated/2_b.sql:2: on the clone: relation "t" already exists',
        "also here: drizzle.__drizzle_migrations of drizzle, which is at 1700000000002",
        "also here: public._prisma_migrations of prisma, which is at 2_b; failed: 3_c",
        "also here: public.alembic_version of alembic, which is at 0c, 1a2b",
        "also here: public.databasechangelog of liquibase, which is at a.xml::2::ann",
        "also here: public.django_migrations of django, which is at shop.0001_initial",
        "also here: public.flyway_schema_history: it is of a version of flyway that is not known here",
        "also here: public.knex_migrations of knex, which is at 2_b.js",
    ]
    said = project18.ok("pull", "--out", "out", "--no-proof").out
    assert "public.alembic_version is the history table of alembic" in " ".join(said.split())
    found = project18.run("status", "--format", "json").json
    assert (found["differences"], found["others"][2]["newest"]) == (None, ["0c", "1a2b"])
    said = project18.run("status", "--format", "json")
    toml.write_text(
        toml.read_text().replace('layout = "goose"', 'layout = "dbmate"').replace("goose_db_version", "t")
    )
    for name in "12":
        project18.write(f"generated/{name}_{'ab'[int(name) - 1]}.sql", "-- migrate:up\nselect 1;\n")
    said = project18.run("status")
    assert (said.code, "there is no table ops.t" in said.err) == (3, True)


def test_each_file_leads_back_by_itself(project18):
    """What cannot run in one transaction is several files, and each is taken back alone, from the last to the first."""
    project = project18
    settled(project, "golang-migrate")
    project.desired("create type mood as enum ('a', 'b'); create table t (a int primary key, m mood);")
    project.execute("create type mood as enum ('a', 'b'); create table t (a int primary key, m mood)")
    project.execute("create table schema_migrations (version bigint primary key, dirty boolean)")
    project.write(
        "generated/000009_all.up.sql",
        "create type mood as enum ('a', 'b'); create table t (a int primary key, m mood);",
    )
    project.execute("insert into schema_migrations values (9, false)")
    project.desired(
        "create type mood as enum ('a', 'b', 'c');"
        "create table t (a int primary key, m mood default 'c' not null, check (a > 0)); create index i on t (m);"
    )
    project.ok("plan", "--online", "--name", "n")
    # Numbered on as it was begun.
    ups = [name for name in project.generated if name.endswith(".up.sql")][1:]
    assert ups == [f"{number:06}_n_{number - 9}.up.sql" for number in range(10, 10 + len(ups))]
    assert len(ups) > 4
    folder, states = project.root / "generated", [project.dump()]
    for name in ups:
        project.execute((folder / name).read_text())
        states.append(project.dump())
    assert project.ok("drift", "--against", "desired").out.startswith("no drift")
    for name, before in zip(reversed(ups), reversed(states[:-1]), strict=True):
        project.execute((folder / name.replace(".up.", ".down.")).read_text())
        assert before == project.dump(), name


def test_what_a_tool_has_no_way_to_run_is_refused(project18):
    settled(project18, "node-pg-migrate")
    project18.desired("create table t (a int);")
    project18.execute("create table t (a int)")
    project18.desired("create table t (a int); create index on t (a);")
    said = project18.run("plan", "--online")
    assert (said.code, project18.generated) == (2, [])
    assert "node-pg-migrate runs every SQL file in a transaction" in said.err


def test_a_file_that_came_too_late_for_a_tool_with_one_number(project18):
    """Golang-migrate holds for applied whatever is older than its number; what such a file makes tells."""
    project = project18
    settled(project, "golang-migrate")
    project.desired("create table t (a int, b int); create table u (c int); create index i on t (b);")
    made = {"1_t": "create table t (a int);", "2_late": "create table u (c int);"}
    made |= {"3_b": "alter table t add b int;", "4_later": "create index i on t (b);", "5_last": "select 1;"}
    for name, text in made.items():
        project.write(f"generated/{name}.up.sql", text)
        if "late" not in name:
            project.execute(text)
    project.execute(
        "create table schema_migrations (version bigint, dirty bool); insert into schema_migrations values (5, false)"
    )
    said = project.run("status")
    assert said.code == 1
    assert "generated/2_late.up.sql seems never to have run: there is no table public.u, but " in said.out
    assert " is at 5: give it a later version" in said.out
    assert "generated/4_later.up.sql seems never to have run: there is no index public.i, " in said.out
    assert len(project.run("status", "--format", "json").json["skipped"]) == 2
    assert "2_late.up.sql seems never to have run" in project.run("check").out
    assert "2_late.up.sql seems never to have run" in " ".join(project.run("plan", "--no-write").out.split())
    project.execute(made["2_late"] + made["4_later"])
    assert "seems never" not in project.ok("status").out
    # What makes nothing is not seen in the database. Git knows what came later than the number.
    file = project.write("generated/02_rows.up.sql", "select 1;")
    said = project.run("status")
    assert (said.code, "_rows.up.sql have the same version" in said.err) == (3, True)
    file.rename(file.with_name("0_rows.up.sql"))
    words = "it is unknown whether"
    assert (
        f" is at 5, and {words} generated/0_rows.up.sql ran there: if not, give it"
        in project.ok("status").out
    )
    repository(project)
    assert words not in project.ok("status").out
    file.with_name("00_more.up.sql").write_text("select 2;")
    file.with_name("0_rows.up.sql").unlink()
    name = project.run("status", "--format", "json").json["target"]
    said = f"generated/00_more.up.sql was added after generated/5_last.up.sql, which {name} has, and {words} it ran"
    assert project.run("status", "--format", "json").json["skipped"] == [said]
    assert said in project.ok("check").out.replace("\n", " ")


def repository(project):
    """Commit what is there."""
    for command in (["init", "-q"], ["add", "-A"], [*AS, "commit", "-q", "-m", "all"]):
        subprocess.run(["git", *command], cwd=project.root, check=True)


def test_migrations_that_are_no_sql(project18):
    """Their tool says whether they ran; what they make is nothing that anybody here knows."""
    project = project18
    settled(project, "goose")
    for number in "13":
        project.write(f"generated/0000{number}_t.sql", f"-- +goose Up\ncreate table t{number} (a int);\n")
        project.execute(f"create table t{number} (a int)")
    project.write("generated/00002_rows.go", "package x")
    project.desired("create table t1 (a int); create table t3 (a int);")
    project.execute(HISTORY["goose"].format(v=3) + ", (2, true), (1, true)")
    said = project.ok("status").out
    shown = [line.split()[:2] for line in said.splitlines()[2:5]]
    assert shown == [["applied", name] for name in ("1_t", "2_rows", "3_t")]
    said = project.ok("drift", "--against", "migrations").out
    assert "run by your migration tool, not here: generated/00002_rows.go" in said
    assert project.ok("check").code == 0
    project.execute("delete from goose_db_version where version_id = 2")
    said = project.ok("status").out
    assert "pending   2_rows" in said
    assert "\nrun by your migration tool, not here: generated/00002_rows.go\n" in said
    # The whole schema as one migration goes into the same folder, named alike.
    project.target = None
    project.ok("plan", "--from", "EMPTY", "--to", "desired", "--out", "generated", "--name", "all")
    assert project.text("00004_all.sql").startswith("-- +goose Up\n")


def test_rollback_where_the_tool_has_none(project18):
    project18.settings('[migrations]\nlayout = "supabase"')
    said = project18.run("rollback", "--yes")
    assert said.code == 2
    assert (
        "it has no rollback that keeps the rows: take the change back in desired/, and plan the next migration"
        in said.err
    )
