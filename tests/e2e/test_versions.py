"""A throw-away server of another major version than the target: no false differences, and a note."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
from projects import Project

from majors import NEWEST, every_major, on
from schemadiff.postgres.server import scratch_database

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
