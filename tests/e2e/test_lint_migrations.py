"""Lint of migrations of any tool, on the state before each, and of plans by the same rules."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from projects import Project

FRAGMENT = (Path(__file__).parent.parent / "lint" / "data" / "fragment.sql").read_text()
CAST = FRAGMENT.replace("auth.jwt()->>'organization_id'", "(auth.jwt()->>'organization_id')::uuid")
PARENTS, _, REST = CAST.partition("create table email_sends")
INDEXES = "create index on email_sends (campaign_id); create index on event_tickets (event_id);\n"
TABLE = "create table t (id int primary key, name text, at timestamp);\n"


@pytest.fixture
def offline(tmp_path):
    """A project of another tool: migrations, and nothing of ours but the settings."""
    project = Project(tmp_path / "project")
    project.settings('[shadow]\nprovider = "embedded"\nversion = 18\n')
    return project


def lint(project: Project, *args: str):
    return project.run("lint", "--format", "json", *args)


def found(said) -> list[tuple[str, str, str, int]]:
    """Rule, severity, file and line of each finding."""
    return [
        (f["rule"], f["severity"], Path(f["at"]["path"]).name, f["at"]["line"]) for f in said.json["findings"]
    ]


def test_the_fragment_as_a_migration(offline):
    """Locks of other tables for an instant, once; what it makes itself is nobody's yet."""
    offline.settings('preset = "supabase"\n[shadow]\nprovider = "embedded"\nversion = 18\n')
    offline.write("migrations/1_parents.sql", PARENTS)
    file = offline.write("migrations/2_fragment.sql", f"create table email_sends{REST}{INDEXES}")

    said = lint(offline, "--migration", "migrations/2_fragment.sql")
    assert found(said) == [("MIG015", "warning", "2_fragment.sql", 1)]
    for parent in ("campaigns", "members", "organizations"):
        assert parent in said.json["findings"][0]["message"]

    # Without row level security until a later transaction.
    later = [line for line in file.read_text().splitlines() if "enable row level security" in line]
    file.write_text("\n".join(line for line in file.read_text().splitlines() if line not in later))
    rest = "".join(f"begin;\n{line}\ncommit;\n" for line in later)
    file.write_text(f"begin;\n{file.read_text()}\ncommit;\n{rest}")
    offline.settings(
        'preset = "supabase"\n[lint]\ntransaction_per_file = false\n'
        '[shadow]\nprovider = "embedded"\nversion = 18\n'
    )
    rules = Counter(rule for rule, *_ in found(lint(offline, "--migration", "migrations/2_fragment.sql")))
    assert rules == {"MIG015": 1, "MIG023": 3}


def test_a_file_beside_desired(offline):
    """What the files declare is no migration that runs before it."""
    offline.desired(TABLE)
    offline.write("generated/20260101000000_t.sql", TABLE)
    offline.write("hot.sql", "alter table t add column n int;")
    assert found(lint(offline, "--migration", "hot.sql")) == [("MIG015", "warning", "hot.sql", 1)]


def test_what_fails_is_shown_at_its_place(offline):
    offline.write("migrations/1_a.sql", TABLE)
    offline.write(
        "migrations/2_b.sql", "alter table t\n    add column x int;\n\nalter table t\n    drop column y;\n"
    )
    offline.write("migrations/3_c.sql", "select 1;\n")

    # Whether it is checked itself, or only stands before what is.
    for file in ("2_b", "3_c"):
        said = offline.run("lint", "--migration", f"migrations/{file}.sql")
        assert (said.code, said.out) == (3, "")
        assert 'migrations/2_b.sql:4:1: column "y" of relation "t" does not exist' in said.err
    offline.write("migrations/2_b.sql", "alter table t ad column x int;\n")
    said = offline.run("lint", "--migration", "migrations/3_c.sql")
    assert said.code == 3
    assert "migrations/2_b.sql:1:15" in said.err


def test_a_role_that_is_dropped_can_be_made_again(offline):
    offline.write(
        "db/1_a.sql", "create role comes_and_goes;\nalter role comes_and_goes set statement_timeout = 1;\n"
    )
    offline.write("db/2_b.sql", "drop role comes_and_goes;\n")
    offline.write("db/3_c.sql", "create role comes_and_goes;\ncreate table t (id int);\n")
    offline.write("db/4_d.sql", "grant select on t to comes_and_goes;\n")

    assert offline.ok("lint", "--migrations", "db", "--fail-on", "error").code == 0


def test_roles_are_made_for_them(offline):
    offline.write("db/1_a.sql", "create role reader;\ncreate user writer;\ncreate table t (id int);\n")
    offline.write(
        "db/2_b.sql",
        "grant select on t to reader;\ncreate policy p on t to writer using (true);\ncreate role later;\n",
    )
    assert {line for *_, line in found(lint(offline, "--migrations", "db"))} == {2}


def test_only_what_changed_since_a_commit(offline):
    def git(*args):
        settings = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *settings, *args], cwd=offline.root, check=True, capture_output=True)

    offline.write("db/1_a.sql", TABLE)
    offline.write("db/2_b.sql", "create index on t (name);\n")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    said = offline.run("lint", "--migrations", "db", "--since", "HEAD")
    assert (said.code, said.out) == (0, "no migration has changed since HEAD\n")

    offline.write("db/10_c.sql", "set lock_timeout = '1s';\ncreate index on t (at);\n")
    assert found(lint(offline, "--migrations", "db", "--since", "HEAD")) == [
        ("MIG001", "warning", "10_c.sql", 2)
    ]
    everything = Counter(rule for rule, *_ in found(lint(offline, "--migrations", "db")))
    assert everything == {"MIG001": 2, "MIG015": 1}
    assert offline.run("lint", "--migrations", "db", "--since", "nowhere").code == 2


def test_usage(offline):
    offline.write("db/1_a.sql", TABLE)
    for args in (
        ("--migration", "db/2_b.sql"),
        ("--migrations", "nowhere"),
        ("--migrations", "db", "--fix"),
        ("--migration", "db/1_a.sql", "--update-baseline"),
    ):
        assert offline.run("lint", *args).code == 2, args


def test_a_target_is_the_state_before_and_tells_sizes(project18):
    project18.settings("[lint]\nsmall_table_rows = 10\n[shadow]\nprovider = 'embedded'\n")
    project18.execute(
        f"{TABLE} insert into t select g, 'n', now() from generate_series(1, 100) g;"
        " create table small (id int); analyze"
    )
    project18.write(
        "db/1_a.sql",
        "set lock_timeout = '1s';\ncreate index on t (name);\ncreate index on small (id);\n"
        "alter table t alter column at type timestamptz;\n",
    )

    said = lint(project18, "--migration", "db/1_a.sql", "--target", project18.target)
    assert said.code == 1
    assert ("MIG001", "error", "1_a.sql", 2) in found(said)
    assert ("MIG001", "info", "1_a.sql", 3) in found(said)
    assert any("public.t (about 100 rows, 8 kB)" in f["message"] for f in said.json["findings"])
    # In UTC the same bits mean the same moment.
    assert "MIG010" not in {rule for rule, *_ in found(said)}
    # Nothing ran there.
    assert project18.query("select count(*) from pg_indexes where tablename = 't'") == [(1,)]

    name = project18.query("select current_database()")[0][0]
    project18.execute(f"alter database {name} set timezone = 'Asia/Tokyo'", superuser=True)
    assert ("MIG010", "error", "1_a.sql", 4) in found(
        lint(project18, "--migration", "db/1_a.sql", "--target", project18.target)
    )


def test_a_plan_is_measured_and_judged(project18):
    project18.settings("[lint]\nsmall_table_rows = 10\n")
    project18.there(TABLE)
    project18.execute("insert into t select g, 'n', now() from generate_series(1, 100) g; analyze")
    index = "create index by_name on t (name);\n"
    project18.desired(TABLE + index)

    planned = project18.ok("plan", "--no-write", "--format", "json").json
    assert [(f["rule"], f["severity"], f["at"]["line"]) for f in planned["findings"]] == [
        ("MIG001", "error", 2)
    ]
    (statement,) = planned["plan"]["units"][0]["statements"]
    assert statement["effects"] | {"relations": []} == {
        "lock": "SHARE",
        "rewrites": False,
        "scans": True,
        "loses_data": "",
        "transactional": True,
        "measured": True,
        "relations": [],
    }
    (relation,) = statement["effects"]["relations"]
    assert relation == {
        "type": "table",
        "identity": "public.t",
        "lock": "SHARE",
        "work": ["build", "scan"],
        "size": {"bytes": 8192, "rows": 100},
    }
    text = project18.ok("plan", "--no-write").out
    assert "SHARE on public.t (about 100 rows, 8 kB), blocks writes; builds an index on it" in text
    assert "error[MIG001] desired/schema.sql:2:1: building the index blocks writes of" in text

    unproven = project18.ok("plan", "--no-write", "--no-proof", "--format", "json").json
    (statement,) = unproven["plan"]["units"][0]["statements"]
    assert (statement["effects"]["measured"], statement["effects"]["lock"]) == (False, "SHARE")
    assert [(f["rule"], f["severity"]) for f in unproven["findings"]] == [("MIG001", "warning")]


def test_a_plan_fails_only_when_the_settings_say_so(project18):
    project18.settings("[lint]\nsmall_table_rows = 10\nplan_fail_on = 'error'\n")
    project18.desired(TABLE)
    project18.planned()
    project18.execute("insert into t select g, 'n', now() from generate_series(1, 100) g; analyze")
    index = "create index by_name on t (name);\n"
    project18.desired(TABLE + index)

    said = project18.run("plan")
    assert said.code == 1
    assert "MIG001 on public.by_name" in said.out
    assert len(project18.generated) == 2

    project18.desired(f"{TABLE}-- schemadiff:ignore MIG001 -- at night\n{index}")
    assert project18.ok("plan", "--no-write", "--format", "json").json["findings"] == []
    project18.settings("[lint]\nsmall_table_rows = 10\n")
    project18.desired(TABLE + index)
    assert json.loads(project18.ok("plan", "--format", "json").out)["written"] != []


def test_a_statement_that_never_ends_is_stopped(offline, monkeypatch):
    monkeypatch.setattr("schemadiff.migrations.replay.TIMEOUT", "200ms")
    offline.write("db/1.sql", "SET statement_timeout = 0;\nDO $$ BEGIN LOOP END LOOP; END $$;")
    said = lint(offline, "--migrations", "db")
    assert (said.code, "db/1.sql:2" in said.err, "does it loop, or wait" in said.err) == (3, True, True)
