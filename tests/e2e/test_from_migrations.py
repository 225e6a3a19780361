"""``init --from-migrations``: the migrations of another tool become desired/, and errors name the file."""

from __future__ import annotations

import psycopg
import pytest
from projects import Project

from schemadiff.postgres.server import scratch_database

UP = {
    "0001_users.sql": "create role team_reader;\ncreate table users (id bigint generated always as identity primary key, name text);\n"
    "insert into users (name) values ('a;b');\n",
    "0002_more.sql": "begin;\nalter table users add mail text;\ncommit;\ncreate index concurrently users_mail on users (mail);\n"
    "grant select on users to team_reader;\n",
    "0010_function.sql": "create function f() returns int language sql as $$ select 1; $$;\nalter table users rename mail to email;\n",
}


@pytest.fixture
def team(tmp_path):
    project = Project(tmp_path / "project")
    (project.root / "schemadiff.toml").unlink()
    for name, text in UP.items():
        project.write(f"db/{name}", text)
    return project


def test_what_migrations_make(team, server18):
    said = team.ok("init", "--from-migrations", str(team.root / "db"))
    assert "3 migrations, in the order of their names" in said.out
    assert (
        "db/0001_users.sql:1: skipped, because it concerns the server, not a schema: create role team_reader"
        in said.out
    )
    files = {p.relative_to(team.root / "desired").as_posix() for p in team.root.rglob("desired/**/*.sql")}
    assert files == {"public/functions/f.sql", "public/tables/users.sql"}
    users = (team.root / "desired/public/tables/users.sql").read_text()
    assert "    email text,\n" in users
    assert "GRANT SELECT ON TABLE public.users TO team_reader;" in users
    assert '\n# ignore = ["public.tmp_*"]' in (team.root / "schemadiff.toml").read_text()
    # A database that the migrations were run on is what the files say.
    with scratch_database(server18) as name:
        with psycopg.connect(server18.conninfo(name, superuser=True), autocommit=True) as conn:
            conn.execute("create role team_reader")
        with psycopg.connect(server18.conninfo(name), autocommit=True) as conn:
            for statement in ";\n".join(UP.values()).split(";\n")[1:]:
                conn.execute(statement.encode())
        team.target = server18.conninfo(name)
        assert team.changes() == []
        team.target = None
        with psycopg.connect(server18.conninfo(name, superuser=True), autocommit=True) as conn:
            conn.execute("drop owned by team_reader; drop role team_reader")


def test_a_file_that_fails(team):
    team.write("db/0010_function.sql", "select 1;\nalter table users\n  drop column nothing;\n")
    said = team.run("init", "--from-migrations", "db")
    assert said.code == 3
    assert 'db/0010_function.sql:2:1: column "nothing" of relation "users" does not exist' in said.err
    assert "hint: nothing was written into desired/; fix the file" in said.err
    assert "it ran on PostgreSQL 18, and version under [shadow] asks for another" in said.err
    team.write("db/0010_function.sql", "selec 1;\n")
    said = team.run("init", "--from-migrations", "db")
    assert (said.code, 'db/0010_function.sql:1:1: syntax error at or near "selec"' in said.err) == (3, True)
    assert not list((team.root / "desired").rglob("*.sql"))
    team.write("db/0010_function.sql", "create table :SCHEMA.a (a int);\n")
    said = team.run("init", "--from-migrations", "db")
    assert (
        said.code,
        "hint: if :SCHEMA is a placeholder, give its value: --placeholder SCHEMA=" in said.err,
    ) == (
        3,
        True,
    )
    team.write("db/0010_function.sql", "select 1;\n\\i other.sql\n")
    said = team.run("init", "--from-migrations", "db")
    assert (said.code, "db/0010_function.sql:2:1: psql meta-command \\i" in said.err) == (3, True)
    # Rows are psql's to send, and no part of a schema.
    team.write(
        "db/0010_function.sql",
        "copy users (name) from stdin;\na;b\n\\.\ncreate table :S.a (a int);\n"
        "alter table :S.a owner to team_owner;\nalter table :S.a add b int;\n",
    )
    said = team.ok("init", "--from-migrations", "db", "--placeholder", "S=public")
    assert "db/0010_function.sql:1: skipped, because only psql can send its rows: copy users" in said.out
    text = (team.root / "desired/public/tables/a.sql").read_text()
    assert "ALTER TABLE public.a OWNER TO team_owner;" in text
    assert not (team.root / "desired/public/schema.sql").exists()


def test_callbacks_of_flyway(team):
    """They run around the migrations, in the session of these, as Flyway does it on an empty database."""
    for name in UP:
        (team.root / "db" / name).unlink()
    team.write("db/beforeMigrate.sql", "create schema app;\n")
    team.write("db/beforeEachMigrate.sql", "set search_path = app;\n")
    team.write("db/V1__t.sql", "create table t (a int);\n")
    team.write("db/R__v.sql", "create or replace view v as select a from t;\n")
    team.write("db/afterMigrate__grants.sql", "grant select on all tables in schema app to ${who};\n")
    team.write("db/afterInfo.sql", "select 1;\n")
    said = team.ok("init", "--from-migrations", "db", "--placeholder", "who=reader")
    assert "2 migrations, named as flyway does" in said.out
    assert "db/afterMigrate__grants.sql: run where flyway runs it" in said.out
    assert "db/afterInfo.sql: left out, for only flyway can run it" in said.out
    view = (team.root / "desired/app/views/v.sql").read_text()
    assert "GRANT SELECT ON TABLE app.v TO reader;" in view


def test_the_crate_of_sqlx_says_so(team):
    """Simple and reversible files side by side; the history is left out."""
    (team.root / "db/0010_function.sql").rename(team.root / "db/0010_function.up.sql")
    team.write("db/0010_function.down.sql", "drop function f();\n")
    team.write("Cargo.toml", '[dependencies]\nsqlx = { version = "0.8", features = ["postgres"] }\n')
    assert "3 migrations, named as sqlx does" in team.ok("init", "--from-migrations", "db").out
    assert 'ignore = ["public._sqlx_migrations*"]' in (team.root / "schemadiff.toml").read_text()


SUPABASE = {
    "20240101000000_start.sql": 'create extension if not exists "uuid-ossp" with schema extensions;\n'
    "create extension if not exists vector with schema extensions;\n"
    "create extension if not exists pg_net;\ncreate extension if not exists pg_cron;\n"
    "create table notes (id uuid primary key default extensions.uuid_generate_v4(), place extensions.vector(3));\n",
    "20240102000000_realtime.sql": "begin;\n  drop publication if exists supabase_realtime;\n"
    "  create publication supabase_realtime;\ncommit;\nalter publication supabase_realtime add table notes;\n",
    "20240103000000_jobs.sql": "select cron.schedule('tidy', '0 3 * * *', 'delete from public.notes');\n",
}
"""What projects on Supabase have: the platform's extensions, services, others beside them, and transactions of their own."""


def test_a_project_on_supabase_goes_on_with_its_migrations(team):
    for name, text in SUPABASE.items():
        team.write(f"supabase/migrations/{name}", text)
    team.ok("init", "--preset", "supabase", "--from-migrations", "supabase/migrations")
    extensions = (team.root / "desired/_cluster/extensions.sql").read_text()
    assert "CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA extensions;" in extensions
    assert "pg_net" in extensions
    assert "uuid-ossp" not in extensions
    team.settings(
        'preset = "supabase"\ngenerated = "supabase/migrations"\n[migrations]\nlayout = "supabase"\n'
    )
    # All of it is pending on the development database, and is run on a copy of that.
    assert "no new migration needed" in team.ok("plan").out
    assert "agree" in team.ok("check").out
    # All of them run, and that one of them has BEGIN and COMMIT is all there is to say.
    assert team.run("lint", "--migrations", "supabase/migrations").out.count("error[") == 2
