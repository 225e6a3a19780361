"""``drift``: what has changed in a database, both ways, without touching it."""

from __future__ import annotations

import pytest
from psycopg.conninfo import make_conninfo

from schemadiff.drift.ddl_log import REMOVE


def settle(project):
    project.desired("create table t (\n    a int,\n    b text\n);\ncreate view v as select a from t;")
    project.planned()


UNASKED = "no rows are here to ask; apply asks those of the database"


@pytest.fixture
def settled(begin, server18):
    return begin(server18, settle)


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
        "changed": None,
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
    assert found["against"].startswith("the result of ")
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
    settled.execute("revoke select on pg_catalog.pg_proc from public", superuser=True)
    said = settled.run("drift")
    assert (said.code, said.err.splitlines()) == (
        3,
        [
            "error: permission denied for table pg_proc",
            "hint: every role may read PostgreSQL's catalogues until that is revoked: GRANT SELECT on it again",
        ],
    )
    settled.execute("grant select on pg_catalog.pg_proc to public", superuser=True)
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
    assert "is not in the state that" not in said.out
    written = (settled.root / "production.json").read_text()
    settled.write("old.json", '{"format": 99}')
    settled.write("cut.json", written[: written.index("CREATE TABLE") + 3])
    settled.write("edited.json", written.replace("b text", "b integer"))
    settled.write("other.json", '{"a": 1}')
    for name, words in (
        ("old.json", "is a snapshot of format 99, but this version of schemadiff reads 5"),
        ("cut.json", "is not a snapshot that this version of schemadiff can read: Unterminated string"),
        ("edited.json", "was changed after it was written: its checksum differs"),
        ("other.json", "is not a snapshot that"),
        ("gone.json", "No such file"),
    ):
        settled.target = None
        said = settled.run("plan", "--snapshot", str(settled.root / name))
        assert (said.code, words in said.err) == (3, True)
    settled.target = url
    settled.execute(
        "drop table public.owned; drop owned by snapshot_owner; drop role snapshot_owner", superuser=True
    )


def test_a_snapshot_has_the_sizes_and_no_rows(settled):
    """What weighs by the size of a table does so as with the database itself; rows are not said to be fine."""
    settled.execute("insert into t select n from generate_series(1, 30000) n; analyze t")
    settled.execute("create role not_named; create role named", superuser=True)
    settled.execute("grant select on t to named")
    settled.desired(
        "create table t (\n    a int not null,\n    b text\n);\ncreate view v as select a from t;"
        " grant select on t to named, not_named;"
    )
    file = settled.root / "production.json"
    assert settled.run("drift", "--snapshot", "production.json").out.endswith("written: production.json\n")
    direct = settled.run("plan", "--no-write", "--format", "json").json
    settled.target, url = None, settled.target
    found = settled.run("plan", "--no-write", "--format", "json", "--snapshot", str(file)).json
    one, other = (
        [s["effects"]["relations"] for u in each["plan"]["units"] for s in u["statements"]]
        for each in (direct, found)
    )
    assert one == other
    assert "30000" in str(one)
    assert [answer["rows"] for answer in direct["rows"]] == [0]
    assert [answer["skipped"] for answer in found["rows"]] == [UNASKED]
    notes = [note["message"] for note in found["plan"]["notes"]]
    assert [note for note in notes if note.startswith("role ")] == [
        "role not_named is not in the snapshot: apply needs it on the target, as roles are not managed"
    ]
    settled.target = url
    settled.execute("drop owned by named; drop role named, not_named", superuser=True)


def test_what_was_proven_for_another_state_is_proven_again(settled):
    settled.desired(
        "create table t (\n    a int,\n    b text,\n    c int\n);\ncreate view v as select a from t;"
    )
    settled.ok("plan")
    settled.execute("create table in_between (a int)")
    said = settled.run("apply", "--yes")
    assert "is not in the state that" in said.out
    assert "it runs on the copy, which differs from desired/ afterwards by 1 statement\n" in said.out
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


def test_a_log_of_who_changed_what(settled):
    """An event trigger writes it, no statement is in it, and nothing of it is ever part of a plan."""
    said = settled.run("drift", "--log", "install")
    assert (said.code, "permission denied to create event trigger" in said.err) == (3, True)
    assert "hint: event triggers need a superuser (on Supabase: postgres;" in said.err
    assert settled.query("select to_regclass('schemadiff.log')") == [(None,)]
    settled.execute(settled.ok("drift", "--log", "sql").out, superuser=True)
    assert settled.ok("drift").out.startswith("no drift: ")
    settled.execute("set application_name = 'night shift'; alter table t add c int default 4242; drop view v")
    settled.execute(
        "create temp table gone (a int); create table odd (a int); comment on table t is '4242';"
        " comment on column t.b is 'x'"
    )
    settled.execute("create index on t (b)")
    # Who applies migrations may read it; anybody else is told what is missing.
    settled.execute("revoke select on schemadiff.log from postgres", superuser=True)
    said = settled.run("drift")
    assert "schemadiff.log records who changed it, but cannot be read: permission denied" in said.out
    settled.execute(settled.ok("drift", "--log", "sql").out, superuser=True)
    lines = [line.strip() for line in settled.run("drift").out.splitlines()]
    for moved, tag in (
        ("only in the database     table column public.t.c", "ALTER TABLE by postgres (night shift), "),
        (
            "missing in the database  view public.v  desired/schema.sql:5:1",
            "DROP VIEW by postgres (night shift), ",
        ),
        ("only in the database     comment table public.t", "COMMENT by postgres, "),
        ("only in the database     comment table column public.t.b", "COMMENT by postgres, "),
        ("only in the database     table public.odd", "CREATE TABLE by postgres, "),
        ("only in the database     index public.t_b_idx", "CREATE INDEX by postgres, "),
    ):
        assert lines[lines.index(moved) + 1].startswith(tag)
    found = settled.run("drift", "--format", "json").json["moved"]
    changed = {moved["identity"]: moved["changed"] for moved in found}
    assert {name: changed["public.v"][name] for name in ("by", "application", "tag")} == {
        "by": "postgres",
        "application": "night shift",
        "tag": "DROP VIEW",
    }
    assert "| DROP VIEW by postgres (night shift), " in settled.run("drift", "--format", "markdown").out
    assert (
        "view public.v (DROP VIEW by postgres (night shift),"
        in settled.run("drift", "--format", "github").out
    )
    written = str(settled.query("select * from schemadiff.log"))
    assert "4242" not in written
    assert "gone" not in written
    # The whole round with it there: on the clone it is not, and what apply does is no hint.
    assert settled.ok("pull", "--force").out.count("schemadiff_note") == 0
    settled.desired("create table more (a int);", "more.sql")
    said = settled.ok("plan")
    assert "schemadiff_note" not in said.out
    assert "equals desired/" in settled.ok("apply", "--yes").out
    settled.execute(
        "alter table more add b int; set application_name = 'schemadiff apply'; alter table more add c int"
    )
    changed = [m["changed"]["application"] for m in settled.run("drift", "--format", "json").json["moved"]]
    assert changed == ["", ""]
    # What cannot be written down stops nobody.
    settled.execute("drop table schemadiff.log", superuser=True)
    settled.execute("alter table more drop b, drop c")
    assert settled.ok("drift").out.startswith("no drift: ")
    settled.execute(REMOVE, superuser=True)
    assert settled.query("select count(*) from pg_event_trigger") == [(0,)]


def test_drift_reads_only(settled):
    """A role that may read, and a session that may do nothing else, are enough; nothing is left behind."""
    before = settled.dump()
    settled.execute(
        "drop role if exists only_reads; create role only_reads login;"
        " alter role only_reads set default_transaction_read_only = on;"
        " grant usage on schema schemadiff to only_reads; grant select on schemadiff.history to only_reads",
        superuser=True,
    )
    owner, settled.target = settled.target, make_conninfo(settled.target, user="only_reads")
    assert settled.ok("drift").out.startswith("no drift: ")
    assert settled.ok("status").code == 0
    assert settled.ok("check").out.startswith("generated/, desired/ and")
    # pg_dump wants more.
    said = settled.run("drift", "--snapshot", "there.json")
    assert (said.code, 'GRANT pg_read_all_data TO "only_reads"' in said.err) == (3, True)
    assert said.out.startswith("no drift: ")
    assert "written" not in said.out
    settled.execute("grant pg_read_all_data to only_reads", superuser=True)
    settled.ok("drift", "--snapshot", "there.json")
    settled.target = owner
    assert settled.dump() == before
    settled.execute("drop owned by only_reads; drop role only_reads", superuser=True)


def test_a_log_before_the_first_migration(developing):
    """On the development database its administrator installs it; the history finds its place beside it."""
    developing.desired("create table t (a int);")
    assert developing.ok("drift", "--log", "install").out.startswith(
        "the log of changes is installed on development"
    )
    developing.planned()
    assert developing.ok("drift").out.startswith("no drift: ")
    assert developing.ok("drift", "--log", "remove").out.startswith(
        "the log of changes is removed from development"
    )
    assert developing.ok("drift").out.startswith("no drift: ")
