"""Callbacks of Flyway in ``generated/``: part of what its migrations make, for every command that replays them."""

from __future__ import annotations

import pytest

SETTINGS = """
ignore = ["public.flyway_schema_history*"]
[migrations]
layout = "flyway"
placeholders = ["who=public"]
"""
FILES = {
    "beforeMigrate.sql": "create schema if not exists app;\n",
    "beforeEachMigrate.sql": "set search_path = app;\n",
    "V1__t.sql": "create table t (a int);\n",
    # A unit of its own has what the callback before it has set as well.
    "V2__u.sql": "begin;\ncreate table u (a int);\ncommit;\nbegin;\ncreate index u_a_idx on u (a);\ncommit;\n",
    "R__v.sql": "create or replace view v as select a from t;\n",
    "afterMigrate__grants.sql": "grant select on all tables in schema app to ${who};\n",
    "afterInfo.sql": "select 1;\n",
}
DESIRED = """
create schema app;
create table app.t (a int);
create table app.u (a int);
create index u_a_idx on app.u (a);
create view app.v as select a from app.t;
grant select on app.t, app.u, app.v to public;
"""
RAN = """
create schema app;
create table app.t (a int);
grant select on app.t to public;
create table flyway_schema_history (installed_rank int, version text, description text, type text, script text,
    checksum int, installed_by text, installed_on timestamp, execution_time int, success boolean);
insert into flyway_schema_history values (1, '1', 't', 'SQL', 'V1__t.sql', null, 'me', '2026-01-01', 0, true);
"""


@pytest.fixture
def team(project18):
    project18.settings(SETTINGS)
    project18.desired(DESIRED)
    for name, text in FILES.items():
        project18.write(f"generated/{name}", text)
    return project18


def test_they_run_where_flyway_runs_them(team):
    team.ok("check")
    assert team.changes() == []
    assert "equals desired/" in team.ok("status").out
    # Only what has run is expected, and its callbacks have run with it.
    team.execute(RAN)
    assert team.ok("drift", "--against", "migrations").out.startswith("no drift: ")
    assert team.changes() == []
    team.ok("check")


def test_what_they_do_not_make_is_planned(team):
    (team.root / "generated/afterMigrate__grants.sql").unlink()
    assert team.run("check").code == 1
    assert {sql.split()[0] for sql in team.changes()} == {"GRANT"}


def test_one_that_was_edited_may_be_what_differs(team):
    """Flyway runs it each time and keeps no checksum of it, so nothing is pending."""
    team.execute(RAN)
    (team.root / "generated/V2__u.sql").unlink()
    (team.root / "generated/R__v.sql").unlink()
    team.desired("create schema app; create table app.t (a int); grant select on app.t to public;")
    assert "unknown whether" not in team.ok("status").out
    team.write(
        "generated/afterMigrate__grants.sql", "grant select, insert on all tables in schema app to ${who};\n"
    )
    team.desired("create schema app; create table app.t (a int); grant select, insert on app.t to public;")
    said = team.run("status")
    assert said.code == 1
    assert (
        "flyway migrate runs generated/beforeMigrate.sql, generated/afterMigrate__grants.sql even where nothing is "
        "pending, and it is unknown whether it did after the last edit: if not, run flyway migrate first\n"
    ) in said.out


def test_one_that_fails_is_named_with_its_line(team):
    team.write("generated/afterMigrate__grants.sql", "\ngrant select on app.lacking to public;\n")
    said = team.run("plan", "--no-write")
    assert said.code == 3
    assert "generated/afterMigrate__grants.sql:2" in said.err
    assert 'relation "app.lacking" does not exist' in said.err


def test_only_those_that_do_not_run_are_named(team):
    said = team.ok("plan", "--no-write").out
    assert "run by your migration tool, not here: generated/afterInfo.sql; " in " ".join(said.split())
