"""A throw-away server of another major version than the target: no false differences, and a note."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
import pytest
from projects import Project

from majors import MAJORS, NEWEST, every_major, on
from schemadiff.postgres.server import ensure_roles, scratch_database

ROOT = Path(__file__).parents[2]
SCHEMA = """
create type state as enum ('new', 'done');
create table t (id bigint generated always as identity primary key, name varchar(20) not null,
  state state not null default 'new', at timestamptz default now(), constraint named check (name <> ''));
create index t_lower_idx on t (lower(name)) where state <> 'done';
create view v as select t.id, upper(t.name) as name, count(*) over (partition by t.state) from t
  where t.at > now() - interval '1 day' and t.name like 'a%';
create materialized view m as select state, count(*) as n from t group by state;
create function f(a int, b text default 'x') returns setof t language sql stable
  begin atomic select * from t where t.id = a and t.name <> b; end;
create function g() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger touch before update of name on t for each row when (old.name is distinct from new.name) execute function g();
alter table t enable row level security;
create policy p on t for select using (name = current_user and exists (select from v where v.id = t.id));
"""


def another(project: Project) -> int:
    """A major that every machine has, and the target is not."""
    return 16 if project.server.major == 18 else 18


@every_major
def test_other_major(project):
    other = another(project)
    project.settings(f"[shadow]\nversion = {other}\n")
    project.desired(SCHEMA)
    planned = project.ok("plan")
    words = f"the target is PostgreSQL {project.server.major}."
    assert words in " ".join(planned.out.split())
    project.ok("apply", "--yes")
    again = project.ok("plan")
    assert "no changes" in again.out
    assert words in " ".join(again.out.split())
    assert project.ok("status").code == 0
    project.desired(SCHEMA.replace("interval '1 day'", "interval '2 days'"))
    statements = project.changes()
    assert len([s for s in statements if "VIEW public.v" in s]) >= 1
    assert [s for s in statements if "TABLE" in s or "INDEX" in s or "FUNCTION" in s] == []

    # With the target's own version again.
    project.settings()
    project.desired(SCHEMA)
    assert "no changes" in project.ok("plan").out


@on([major for major in NEWEST if major >= 15])
def test_the_schema_of_this_repository_on_another_major(project):
    other = another(project)
    from schemadiff.presets import PRESETS, install  # noqa: PLC0415

    name = psycopg.conninfo.conninfo_to_dict(project.target)["dbname"]
    with psycopg.connect(project.server.conninfo(name, superuser=True), autocommit=True) as conn:
        install(conn, PRESETS["supabase"], project.server.loader)
    shutil.copytree(ROOT / "desired", project.root / "desired")
    project.settings(f'preset = "supabase"\n[shadow]\nversion = {other}\n')
    project.planned()
    assert "no changes" in project.ok("plan").out
    project.settings('preset = "supabase"')
    assert "no changes" in project.ok("plan").out


EARLIER = """
create table parted (a int not null, b int) partition by list (a);
create table "Part 1" partition of parted default;
create domain number as int not null;
create table made (a int, twice int generated always as (a * 2) stored);
"""


def test_what_only_the_later_version_has(tmp_path, server16):
    """Names of NOT NULL, which partitions get from their parents, and another expression in place."""
    with scratch_database(server16) as name:
        project = Project(tmp_path / "project", server16.conninfo(name), server16)
        project.execute(EARLIER)
        # As in 14, and in what was upgraded from it.
        project.execute(f"ALTER SCHEMA public OWNER TO {server16.loader}", superuser=True)
        project.settings("[shadow]\nversion = 18\n")
        project.desired(EARLIER)
        assert "no changes" in project.ok("plan").out
        project.desired(EARLIER.replace("a * 2", "2 * a"))
        project.planned()
        assert "no changes" in project.ok("plan").out
        project.settings()
        assert "no changes" in project.ok("plan").out


READERS = ("anon", "reads")
TABLE = "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;"
GRANTED = """
    GRANT ALL ON t, v TO anon;
    GRANT ALL ON t TO reads WITH GRANT OPTION;
    ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO anon;
"""
LISTED = """
    GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON t TO anon;
    REVOKE DELETE ON t FROM CURRENT_USER;
    ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO anon;
    ALTER DEFAULT PRIVILEGES REVOKE DELETE ON TABLES FROM anon;
"""
HEIR = """
    CREATE TABLE above (n int, CONSTRAINT c CHECK (n > 0) NO INHERIT);
    CREATE TABLE other (n int);
    CREATE TABLE heir (CONSTRAINT c CHECK (n > 1)) INHERITS (above);
"""
PART = """
    CREATE TABLE whole (n int, CONSTRAINT c CHECK (n > 0)) PARTITION BY LIST (n);
    CREATE TABLE part PARTITION OF whole (CONSTRAINT c CHECK (n > 0)) DEFAULT;
"""
KEY = """
    CREATE TABLE refs (id int PRIMARY KEY);
    CREATE TABLE parted (a int, b text) PARTITION BY LIST (a);
    CREATE TABLE part PARTITION OF parted DEFAULT;
    CREATE TABLE plain (a int, b text);
"""
STATES = {
    "all": (TABLE, TABLE + GRANTED, ()),
    "fewer": (TABLE + GRANTED, TABLE + LISTED, ()),
    "heir": (HEIR, HEIR.replace("INHERITS (above)", "INHERITS (other)"), ()),
    "part": (PART, PART.replace(", CONSTRAINT c CHECK (n > 0))", ")", 1), ()),
    "key": (KEY, KEY.replace("parted (a int,", "parted (a int REFERENCES refs,"), ("--online",)),
    "not null": (KEY, KEY.replace("plain (a int,", "plain (a int NOT NULL,"), ("--online",)),
    "text": (KEY, KEY.replace("plain (a int, b text", "plain (a int, b uuid"), ()),
    "identity": (
        KEY,
        KEY.replace("parted (a int,", "parted (id int GENERATED ALWAYS AS IDENTITY, a int,"),
        (),
    ),
    "generated": (
        "CREATE TABLE above (a int, b int GENERATED ALWAYS AS (a * 2) STORED);",
        """CREATE TABLE above (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
        CREATE TABLE heir (b int, c int) INHERITS (above);""",
        (),
    ),
    "unlogged": (
        "CREATE TABLE t (a serial, b int GENERATED ALWAYS AS IDENTITY);",
        "CREATE UNLOGGED TABLE t (a serial, b int GENERATED ALWAYS AS IDENTITY); CREATE UNLOGGED TABLE u (a serial);",
        (),
    ),
    "dropped": (TABLE + GRANTED, TABLE, ()),
}
"""Where an earlier server has other statements, or does other things, than 18."""


@pytest.mark.parametrize("state", STATES)
@on([major for major in MAJORS if major < 18])
def test_the_statements_are_those_of_the_target(project, state):
    """They run on the target, which is of an earlier version than the server that they are proven on, and reach the goal."""
    before, after, options = STATES[state]
    ensure_roles(project.server, READERS)
    project.settings("[shadow]\nversion = 18\n")
    for text in (before, after, before):
        project.desired(text)
        project.ok("plan", *{*options, "--allow-data-loss"})
        project.ok("apply", "--yes")
        assert "no changes" in project.ok("plan").out
    project.settings()
    assert "no changes" in project.ok("plan").out


@on([major for major in MAJORS if major < 18])
def test_an_online_plan_does_what_the_target_can(project):
    """Before 18, NOT NULL is proven by a check, and a foreign key of a partitioned table cannot be NOT VALID."""
    project.settings("[shadow]\nversion = 18\n")
    project.desired(KEY)
    project.planned()
    project.desired(KEY.replace("plain (a int,", "plain (a int NOT NULL,"))
    sql = "\n".join(project.changes("--online"))
    assert "CHECK (a IS NOT NULL) NOT VALID" in sql
    assert "VALIDATE CONSTRAINT" in sql
    project.desired(STATES["key"][1])
    assert "NOT VALID" not in "\n".join(project.changes("--online"))


@on([major for major in MAJORS if major < 16])
def test_memberships_have_no_options_before_16(project):
    project.settings('roles = "managed"\n[shadow]\nversion = 18\n')
    project.desired("CREATE ROLE team; CREATE ROLE one; GRANT team TO one;")
    assert "GRANT team TO one" in project.changes()


@on([major for major in MAJORS if major < 18])
def test_a_subscription_has_the_options_of_the_target(project):
    project.execute("DROP ROLE IF EXISTS subscribes; CREATE ROLE subscribes SUPERUSER LOGIN", superuser=True)
    project.target = psycopg.conninfo.make_conninfo(project.target, user="subscribes")
    project.settings("[shadow]\nversion = 18\ntrusted = true\n")
    options = "connect = false, slot_name = NONE, binary = true, streaming = on"
    project.desired(f"CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH ({options});")
    project.planned()
    assert "no changes" in project.ok("plan").out
    project.desired("CREATE SCHEMA s;")
    project.planned("--allow-data-loss")
    assert "no changes" in project.ok("plan").out
