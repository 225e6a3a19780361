"""Targets by URL: only apply writes, and passwords stay secret."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import psycopg
import pytest
from projects import Project
from psycopg.conninfo import conninfo_to_dict, make_conninfo

TABLE = "create table t (id int primary key);\n"
SECRET = "s3cr3t-of-nobody"


def locked(project):
    """A session that keeps pg_dump waiting."""
    held = psycopg.connect(project.target)
    held.execute("CREATE TABLE being_made (id int)")
    held.commit()
    held.execute("LOCK TABLE being_made IN ACCESS EXCLUSIVE MODE")
    return held


@pytest.fixture
def reader(project18):
    """The project with a role that may look at everything and write nothing."""
    server = project18.server
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as conn:
        conn.execute(
            "DO $$ BEGIN CREATE ROLE looks_only LOGIN IN ROLE pg_read_all_data; EXCEPTION WHEN duplicate_object THEN END $$"
        )
    return Project(project18.root, make_conninfo(project18.target, user="looks_only"), server)


def test_plan_needs_no_right_to_write(project18, reader):
    project18.desired(TABLE)
    project18.planned()
    project18.desired(TABLE.replace(")", ", name text)"))
    (statement,) = reader.changes()
    assert statement == "ALTER TABLE public.t ADD COLUMN name text"
    reader.ok("plan")
    assert "1 pending" in reader.ok("status").out
    refused = reader.run("apply", "--yes")
    assert refused.code == 3
    assert "must be owner of table t" in refused.err


def test_all_but_apply_leave_the_target_as_it_is(project18):
    """Transactions that write get a number: none does."""
    project18.desired(TABLE)
    project18.planned()
    project18.desired(TABLE + "create table u (id int);")
    project18.ok("plan")
    seen = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
    before, history = project18.query(seen), project18.query("SELECT * FROM schemadiff.history")
    database = project18.dump()
    for command in ("plan", "plan --check", "status", "apply --dry-run", "rollback --dry-run"):
        project18.run(*command.split())
        assert (command, project18.query(seen)) == (command, before)
    assert project18.query("SELECT * FROM schemadiff.history") == history
    assert project18.dump() == database


def test_the_password_is_nowhere(project18, monkeypatch, own_cache):
    parts = conninfo_to_dict(project18.target)
    url = (
        f"postgresql://{parts['user']}:{SECRET}@/{parts['dbname']}?host={parts['host']}&port={parts['port']}"
    )
    project18.target = url
    project18.desired(TABLE)
    said = [project18.run("plan", "-vv", "--format", form) for form in ("json", "text", "sql", "markdown")]
    said += [
        project18.run("apply", "--yes", "-vv"),
        project18.run("status", "-vv"),
        project18.run("rollback", "--yes", "-vv"),
    ]
    project18.target = url.replace(parts["dbname"], "not_there")
    said += [project18.run(command, "-vv") for command in ("plan", "status", "rollback")]
    project18.target = None
    monkeypatch.setenv("DATABASE_URL", url)
    said.append(project18.ok("plan", "-vv"))

    assert [s.both for s in said if SECRET in s.both] == []
    files = [path for folder in (own_cache, project18.root) for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert [str(path) for path in files if SECRET.encode() in path.read_bytes()] == []


def test_no_server_at_the_url(project18):
    project18.desired(TABLE)
    project18.target = f"postgresql://me:{SECRET}@127.0.0.1:1/db"
    for command in (["plan"], ["apply", "--yes"], ["status"], ["rollback", "--yes"]):
        said = project18.run(*command)
        assert said.code == 3
        assert "cannot connect to" in said.err
        assert SECRET not in said.both
    assert project18.generated == []


def test_server_that_goes_away_during_plan(project18):
    """Every session of the target is ended while plan is between two of its steps."""
    project18.desired(TABLE)
    database = conninfo_to_dict(project18.target)["dbname"]
    held = locked(project18)
    plan = project18.start("plan", COLUMNS="100")
    admin = psycopg.connect(project18.server.conninfo("postgres", superuser=True), autocommit=True)
    # pg_dump waits for the lock: that is a moment to lose the server in.
    waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    while admin.execute(waits, [database]).fetchone() == (0,):
        assert plan.poll() is None
    admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])
    out, err = plan.communicate(timeout=60)
    admin.close()
    held.close()

    assert plan.returncode == 3, out + err
    assert "error:" in err
    assert "Traceback" not in err
    assert project18.generated == []


def test_roles_that_are_missing_on_a_target_are_named_before_anything(project18):
    project18.desired(TABLE + "grant select on t to nobody_here;")
    planned = project18.ok("plan")
    assert "role nobody_here does not exist on the target" in " ".join(planned.out.split())
    said = project18.run("apply", "--yes")
    assert said.code == 3
    assert "nobody_here" in said.err
    assert 'CREATE ROLE "nobody_here"' in said.err
    assert project18.query("SELECT to_regclass('t'), to_regclass('schemadiff.history')") == [(None, None)]


def test_roles_are_made_on_the_development_database(developing):
    developing.desired(TABLE + 'grant select on t to "some Body";')
    developing.planned()
    assert "no changes" in developing.ok("plan").out


def test_killed_plan_leaves_nothing(project18):
    project18.desired(TABLE)
    held = locked(project18)
    plan = project18.start("plan")
    admin = psycopg.connect(project18.server.conninfo("postgres", superuser=True), autocommit=True)
    waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    while admin.execute(waits, [conninfo_to_dict(project18.target)["dbname"]]).fetchone() == (0,):
        assert plan.poll() is None
    os.kill(plan.pid, signal.SIGKILL)
    plan.communicate(timeout=60)
    held.execute("DROP TABLE being_made")
    held.commit()
    held.close()
    admin.close()

    assert project18.generated == []
    project18.planned()
    assert "no changes" in project18.ok("plan").out


def test_generated_that_cannot_be_written_to(project18):
    project18.desired(TABLE)
    project18.write("generated", "a file where the folder should be")
    said = project18.run("plan")
    assert said.code == 3
    assert "generated" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_folder_that_cannot_be_written_to(developing):
    developing.desired(TABLE)
    developing.root.chmod(0o555)
    try:
        said = developing.run("plan")
    finally:
        developing.root.chmod(0o755)
    assert said.code == 3
    assert "make the folder writable" in said.err


def test_disk_folder_that_is_a_file(developing):
    developing.desired(TABLE)
    Path(developing.root / ".schemadiff").write_text("")
    said = developing.run("plan")
    assert said.code == 3
    assert ".schemadiff" in said.err


def test_who_is_asked_is_told_which_database_it_is(project18, monkeypatch):
    project18.desired(TABLE)
    project18.ok("plan")
    url, project18.target = project18.target, None
    name = f"database {conninfo_to_dict(url)['dbname']} on this machine"
    role = conninfo_to_dict(url)["user"]
    monkeypatch.setenv("DATABASE_URL", url)
    asked = project18.run("apply")
    assert (asked.code, f"  {name}, as {role} <- generated/" in asked.err) == (2, True)
    database = f'ALTER DATABASE "{conninfo_to_dict(url)["dbname"]}"'
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(f"{database} SET default_transaction_read_only = on")
    refused = project18.run("apply", "--yes")
    assert (refused.code, "cannot write: default_transaction_read_only is on" in refused.err) == (3, True)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("SET default_transaction_read_only = off")
        conn.execute(f"{database} RESET default_transaction_read_only")
    project18.ok("apply", "--yes")
    monkeypatch.delenv("DATABASE_URL")
    project18.write("schemadiff.toml", f"[targets.here]\nurl = {json.dumps(url)}\n")
    asked = project18.run("rollback", "--allow-data-loss")
    assert (asked.code, f"  here ({name}), as {role}: roll back generated/" in asked.err) == (2, True)


def test_who_may_not_read_the_history_is_told_what_to_grant(project18):
    project18.desired(TABLE)
    project18.planned()
    with psycopg.connect(project18.server.conninfo("postgres", superuser=True), autocommit=True) as conn:
        conn.execute("CREATE ROLE may_nothing LOGIN")
    said = Project(project18.root, make_conninfo(project18.target, user="may_nothing"), project18.server).run(
        "status"
    )
    assert said.code == 3
    assert (
        'GRANT USAGE ON SCHEMA schemadiff TO "may_nothing"; GRANT SELECT ON schemadiff.history TO "may_nothing"'
        in said.err
    )


def test_a_role_that_is_missing_is_named_before_anything_is_proven(project18):
    """A copy would have the role; nobody should wait for a proof of what cannot run."""
    project18.desired("create table t (a int); grant select on t to nobody_of_them;")
    project18.ok("plan")
    project18.execute("create table moved (a int)")
    said = project18.run("apply", "--yes")
    assert (said.code, "running it on a copy" in said.both) == (3, False)
    assert "roles that the migrations name do not exist on" in said.err
