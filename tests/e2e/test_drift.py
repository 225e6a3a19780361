"""``drift``: what moved in a database, both ways, without touching it."""

from __future__ import annotations

import pytest
from psycopg.conninfo import make_conninfo


@pytest.fixture
def settled(project18):
    project18.desired("create table t (\n    a int,\n    b text\n);\ncreate view v as select a from t;")
    project18.planned()
    return project18


def test_what_moved_and_both_ways(settled):
    assert settled.ok("drift").out.startswith("no drift: ")
    settled.execute(
        "drop view v; alter table t alter a type bigint, add c int; create table odd (x int); comment on table t is '::error::x'"
    )
    said = settled.run("drift")
    assert said.code == 1
    for line in (
        "different                table column public.t.a  desired/schema.sql:2:5",
        "missing in the database  view public.v  desired/schema.sql:5:1",
        "only in the database     table public.odd",
        "ALTER TABLE public.t DROP COLUMN c;",
        "ALTER TABLE public.t ADD COLUMN c integer;",
        "loses table public.odd with all its rows",
        "applied last: ",
    ):
        assert line in said.out
    found = settled.run("drift", "--format", "json").json
    assert (found["exit_code"], found["against"], found["pending"]) == (1, "desired/", [])
    assert {
        "type": "view",
        "identity": "public.v",
        "how": "missing in the database",
        "at": "desired/schema.sql:5:1",
    } in found["moved"]
    # What it says is what it takes: run, the database is back.
    back = [statement["sql"] for statement in found["back"]]
    github = settled.run("drift", "--format", "github").out
    assert (
        "::error file=desired/schema.sql,line=5,col=1,title=drift::missing in the database: view public.v\n"
        in github
    )
    assert "\n::error::x" not in github
    assert "<details>" in settled.run("drift", "--format", "markdown").out
    for sql in back:
        settled.execute(sql)
    assert settled.run("drift").code == 0


def test_what_is_pending_is_no_drift(settled):
    settled.desired("create table t (a int, b text, c int); create view v as select a from t;")
    settled.ok("plan")
    found = settled.ok("drift", "--format", "json").json
    assert found["against"].startswith("what ")
    assert len(found["pending"]) == 1
    settled.execute("alter table t add d int")
    said = settled.run("drift", "--format", "json").json
    assert [m["identity"] for m in said["moved"]] == ["public.t.d"]
    # Against the files, what is pending counts.
    said = settled.run("drift", "--against", "desired", "--format", "json").json
    assert [m["identity"] for m in said["moved"]] == ["public.t.c", "public.t.d"]
    (first, *_) = [n for n in settled.generated if ".down" not in n]
    (settled.root / "generated" / first).unlink()
    (settled.root / "generated" / first.replace(".sql", ".down.sql")).unlink()
    gone = settled.run("drift")
    assert (gone.code, "its file is missing" in gone.err) == (3, True)


def test_a_role_that_may_not_look(settled):
    """What it may not read is named; drift needs no rights on tables, pull reads them with pg_dump."""
    settled.execute(
        "drop role if exists drift_reader; create role drift_reader login; revoke all on schema public from public",
        superuser=True,
    )
    owner, before = settled.target, settled.dump()
    settled.target = make_conninfo(owner, user="drift_reader")
    said = settled.run("drift")
    assert (said.code, "cannot read schemadiff.history: permission denied" in said.err) == (3, True)
    settled.execute(
        "grant usage on schema schemadiff to drift_reader; grant select on schemadiff.history to drift_reader",
        superuser=True,
    )
    assert settled.run("drift").out.startswith("no drift")
    said = settled.run("pull", "--out", "elsewhere")
    assert (said.code, "permission denied for schema public" in said.err) == (3, True)
    settled.target = owner
    assert settled.dump() == before
    settled.execute("drop owned by drift_reader; drop role drift_reader", superuser=True)


def test_a_snapshot_stands_for_the_database(settled):
    """Planned against a file, the migration is the same, and apply takes it for the database itself."""
    settled.execute("create role snapshot_owner; grant snapshot_owner to postgres", superuser=True)
    settled.execute(
        "create table owned (a int); grant create on schema public to snapshot_owner; alter table owned owner to snapshot_owner"
    )
    settled.desired(
        "create table t (\n    a int,\n    b text,\n    c int\n);\ncreate view v as select a from t; create table owned (a int);"
    )
    direct = settled.changes()
    said = settled.run("drift", "--snapshot", "production.json")
    assert said.code == 1
    url, settled.target = settled.target, None
    assert settled.changes("--snapshot", str(settled.root / "production.json")) == direct
    said = settled.ok("plan", "--snapshot", str(settled.root / "production.json"))
    assert "as of " in said.out
    settled.target = url
    said = settled.ok("apply", "--yes")
    assert "equals desired/" in said.out
    assert "another state" not in said.out
    settled.write("broken.json", '{"format": 99}')
    for name, words in (("broken.json", "is no snapshot that"), ("gone.json", "No such file")):
        settled.target = None
        said = settled.run("plan", "--snapshot", str(settled.root / name))
        assert (said.code, words in said.err) == (3, True)
    settled.target = url
    settled.execute(
        "drop table public.owned; drop owned by snapshot_owner; drop role snapshot_owner", superuser=True
    )


def test_what_was_proven_for_another_state_is_proven_again(settled):
    settled.desired(
        "create table t (\n    a int,\n    b text,\n    c int\n);\ncreate view v as select a from t;"
    )
    settled.ok("plan")
    settled.execute("create table in_between (a int)")
    said = settled.run("apply", "--yes")
    assert "is in another state than" in said.out
    assert settled.query("select count(*) from schemadiff.history") == [(2,)]
    settled.execute("drop table in_between")
    settled.desired(
        "create table t (\n    a int,\n    b text,\n    c int,\n    d int\n);\ncreate view v as select a from t;"
    )
    settled.ok("plan")
    settled.execute("alter table t add d text")
    said = settled.run("apply", "--yes")
    assert (said.code, "on the clone: " in said.err) == (3, True)
    assert settled.query("select count(*) from schemadiff.history") == [(2,)]
