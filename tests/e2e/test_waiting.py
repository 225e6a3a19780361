"""A lock that another session keeps: commands that only read give up after a while and name that session."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff.migrations import session
from schemadiff.migrations.lock import KEY
from schemadiff.postgres import pg_dump
from schemadiff.targets import opening


@pytest.mark.parametrize(
    ("lock", "command"),
    [
        ("LOCK TABLE t", ("status",)),
        ("LOCK TABLE t", ("plan", "--no-write")),
        ("LOCK TABLE alone", ("pull", "--check")),
        ("LOCK TABLE schemadiff.history", ("status",)),
        ("LOCK TABLE schemadiff.history", ("apply", "--yes")),
    ],
)
def test_a_reader_names_who_is_in_the_way(project18, monkeypatch, lock, command):
    for module in (opening, session):
        monkeypatch.setattr(module, "LIMITED", "SET lock_timeout = '50ms'")
    monkeypatch.setattr(pg_dump, "LIMIT", "50ms")
    project18.desired(
        "CREATE TABLE t (id int); CREATE TABLE alone (id int); CREATE VIEW v AS SELECT id FROM t;"
    )
    project18.planned()
    with psycopg.connect(project18.target, application_name="forgotten") as held:
        held.execute(lock)
        said = project18.run(*command)
        pid = held.info.backend_pid
    assert said.code == 3
    assert "could not get a lock that is needed for reading" in said.both
    assert f'held by process {pid}, "forgotten"' in said.both
    assert "idle in transaction" in said.both
    assert f"SELECT pg_terminate_backend({pid})" in said.both


def test_status_says_that_another_run_is_at_work(project18):
    project18.desired("CREATE TABLE t (id int);")
    project18.ok("plan")
    with psycopg.connect(project18.target, autocommit=True, application_name="another apply") as conn:
        conn.execute("SELECT pg_advisory_lock(%s)", (KEY,))
        said = " ".join(project18.run("status").out.split())
        assert f'another run is at work: process {conn.info.backend_pid}, "another apply"' in said
    assert "at work" not in project18.run("status").out


def test_a_role_that_a_setting_chooses_is_named(project18):
    project18.desired("CREATE TABLE t (id int);")
    project18.planned()
    ((name, user),) = project18.query("SELECT current_database()::text, session_user::text")
    project18.execute(
        "DO $$ BEGIN CREATE ROLE acts_for; EXCEPTION WHEN duplicate_object THEN END $$;"
        f'GRANT acts_for TO "{user}"; ALTER DATABASE "{name}" SET role = acts_for',
        superuser=True,
    )
    said = project18.run("status")
    assert said.code == 3
    assert 'GRANT USAGE ON SCHEMA schemadiff TO "acts_for"' in said.err
    assert "act as acts_for: ALTER ROLE or DATABASE ... SET role" in said.err


def test_a_migration_that_stopped_half_way_is_said_to_have_by_all(project18):
    project18.desired("CREATE TABLE public.half (id int PRIMARY KEY, name text);")
    project18.planned()
    project18.execute("INSERT INTO half VALUES (1, 'a'), (2, 'a')")
    file = project18.root / "generated" / "20991231000000_half.sql"
    file.write_text(
        "ALTER TABLE half ADD COLUMN n int;\nCREATE UNIQUE INDEX CONCURRENTLY half_name ON half (name);\n"
    )
    assert "Key (name)=(a) is duplicated" in project18.run("apply", "--yes").err
    dry = project18.ok("apply", "--dry-run").out
    assert "would resume generated/20991231000000_half.sql at unit 2 of 2\n" in dry
    assert "first, what the interrupted unit 2 left behind (such as an invalid index) is cleaned up\n" in dry
    assert "ALTER TABLE" not in dry
    moved = project18.run("drift")
    assert moved.code == 1
    said = " ".join(moved.out.split())
    again = f"schemadiff apply -C {project18.root} --target URL"
    first = f"20991231000000_half stopped after 1 of 2 units: {again} finishes it; do that first: "
    assert (
        said.index(first)
        < said.index("table column public.half.n")
        < said.index("to undo drift that is left")
    )
    assert "index public.half_name is invalid" in said
    assert "if it is still there after that: if it is wanted, REINDEX INDEX CONCURRENTLY" in said
    project18.execute("DELETE FROM half WHERE id = 2")
    resumed = project18.run("apply", "--yes").out
    assert "dropping invalid index public.half_name" in resumed
    assert project18.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'half_name'::regclass") == [
        (True,)
    ]
