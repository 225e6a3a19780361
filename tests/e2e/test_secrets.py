"""Secrets of foreign servers and subscriptions are in no output, file, cache or error."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest
from projects import Project
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemadiff.postgres.server import drop_database

SECRET = "hunter2-of-nobody"
SETUP = "create foreign data wrapper w; grant usage on foreign data wrapper w to public;"
DESIRED = """
create server a foreign data wrapper w options (host 'x');
create user mapping for current_user server a options ("user" 'me');
create user mapping for public server a;
"""
LIVE = f"""
alter server a options (add api_key '{SECRET}', add url 'https://me:{SECRET}@host/');
alter user mapping for current_user server a options (add password '{SECRET} it''s, ("odd") \\ ');
alter user mapping for public server a options (add "Pass""word" '{SECRET}');
"""


@pytest.fixture
def everything(project18, monkeypatch, tmp_path, own_cache):
    """A project, and a function that gives every text that a command left anywhere."""
    said: list[str] = []
    plain = Project.run

    def run(self, *args):
        answer = plain(self, *args)
        said.append(answer.both)
        return answer

    monkeypatch.setattr(Project, "run", run)

    def texts() -> str:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert any("desired" in str(path) and path.suffix == ".json" for path in files)
        return "\n".join([*said, *(path.read_bytes().decode(errors="replace") for path in files)])

    return project18, texts


def test_secrets_are_no_difference_and_nowhere(everything):
    project, texts = everything
    project.execute(SETUP, superuser=True)
    project.settings('ignore = ["foreign-data wrapper w"]\n[shadow]\ntrusted = true\n')
    project.desired(SETUP.replace("grant", "--grant") + "\n" + DESIRED)
    assert "user mapping public on server a is created without a password" in project.planned().out
    project.execute(LIVE)
    assert SECRET in str(project.query("select umoptions from pg_user_mappings"))
    for form in ("text", "json", "sql", "markdown"):
        project.run("plan", "-vv", "--format", form)
    assert project.changes() == []
    # Something else changes: the clone is made of what is there, and the way back as well.
    project.desired(SETUP.replace("grant", "--grant") + DESIRED + "create table t (id int);")
    project.planned()
    # What is dropped loses what nobody knows, and says so.
    project.desired(
        SETUP.replace("grant", "--grant") + "create server a foreign data wrapper w options (host 'x');"
    )
    refused = project.run("plan")
    assert refused.code == 1
    assert "keeps secret (password)" in refused.out
    project.run("plan", "--allow-data-loss", "--format", "json")
    assert SECRET not in texts()


def test_an_error_says_no_secret(everything):
    """The clone of what is there fails, and says where."""
    project, texts = everything
    project.execute(SETUP, superuser=True)
    project.desired("create table t (id int primary key);")
    project.execute(DESIRED + LIVE)
    said = project.run("plan", "-vv")
    assert said.code == 3
    assert "foreign-data wrapper w" in said.err
    assert SECRET not in texts()


def test_a_subscription_says_neither_address_nor_slot(everything):
    project, texts = everything
    server = project.server
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as conn:
        conn.execute(
            "DO $$ BEGIN CREATE ROLE superintendent SUPERUSER LOGIN; EXCEPTION WHEN duplicate_object THEN END $$"
        )
    project = Project(project.root, make_conninfo(project.target, user="superintendent"), server)
    desired = "create subscription s connection '' publication p with (connect = false, slot_name = none);"
    project.settings("[shadow]\ntrusted = true\n")
    project.desired(desired)
    try:
        said = project.planned()
        assert "subscription s is created disabled, without an address and without a slot" in said.out
        assert "ALTER SUBSCRIPTION s CONNECTION" in said.out
        project.execute(f"alter subscription s connection 'host=nowhere password={SECRET}'")
        project.execute("alter subscription s set (slot_name = 'of_the_target')")
        assert project.changes() == []
        project.desired(desired.replace("publication p", "publication p, q"))
        (statement,) = project.changes()
        assert statement == "ALTER SUBSCRIPTION s SET PUBLICATION p, q WITH (refresh = false)"
        project.planned()
        assert SECRET not in texts()
    finally:
        drop_database(replace(server, trusted=True), conninfo_to_dict(project.target)["dbname"])
