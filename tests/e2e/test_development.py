"""The development database: kept between commands, shared, upgraded, and consistent after a kill."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from pathlib import Path

import psycopg

from schemadiff import presets
from schemadiff.desired import meaning
from schemadiff.planning import unchanged
from schemadiff.postgres.development import development

ROOT = Path(__file__).parent.parent.parent
TABLE = "create table t (id int primary key);\n"


def conninfo(project):
    """The running server's; the context keeps it running."""
    return development(project.root)


def query(server, sql):
    with psycopg.connect(server.conninfo("postgres"), autocommit=True) as conn:
        return conn.execute(sql).fetchall()


def test_it_is_kept_and_runs_only_while_it_is_used(developing):
    developing.desired(TABLE)
    developing.planned()
    with conninfo(developing) as server:
        assert query(server, "SELECT count(*) FROM t") == [(0,)]
        query(server, "INSERT INTO t VALUES (1) RETURNING id")
    pids = list((developing.root / ".schemadiff" / "db").glob("*/data/postmaster.pid"))
    assert pids == []
    assert "no changes" in developing.ok("plan").out
    with conninfo(developing) as server:
        assert query(server, "SELECT id FROM t") == [(1,)]


def test_two_commands_at_once(developing):
    developing.desired(TABLE)
    first, second = developing.start("plan"), developing.start("plan")
    outcomes = [command.communicate(timeout=120) for command in (first, second)]
    assert sorted([first.returncode, second.returncode]) in ([0, 0], [0, 3]), outcomes
    late = [err for _, err in outcomes if err]
    assert [err for err in late if "in the meantime" not in err] == []
    # Whoever came second either saw what the first had written, or was told to plan again.
    assert len(developing.generated) == 2
    developing.ok("apply", "--yes")


def test_two_applies_at_once(developing):
    """One applies, the other waits for it and finds nothing left to do."""
    developing.desired(TABLE)
    developing.ok("plan")
    commands = [developing.start("apply", "--yes") for _ in range(2)]
    outcomes = [command.communicate(timeout=120) for command in commands]
    assert [command.returncode for command in commands] == [0, 0], outcomes
    assert sum("applied generated/" in out for out, _ in outcomes) == 1
    assert sum("nothing to apply" in out or "nothing left to apply" in out for out, _ in outcomes) == 1
    rows = developing.ok("status", "--format", "json").json["migrations"]
    assert [row["state"] for row in rows] == ["applied"]


def test_an_older_stand_in_of_the_platform_is_upgraded(developing, monkeypatch):
    developing.settings('preset = "supabase"')
    developing.desired("create table t (id uuid references auth.users (id));")
    old = presets.SUPABASE.text.replace(
        "  is_anonymous boolean not null default false\n", "  is_old boolean\n"
    )
    assert old != presets.SUPABASE.text
    with monkeypatch.context() as patched:
        patched.setattr(presets.Preset, "text", property(lambda _: old))
        developing.planned()
    newer = presets.SUPABASE.text + "\ncreate table if not exists auth.newer (id uuid primary key);\n"
    with monkeypatch.context() as patched:
        patched.setattr(presets.Preset, "text", property(lambda _: newer))
        developing.desired(
            "create table t (id uuid references auth.users (id), newer uuid references auth.newer (id));"
        )
        developing.planned()
        assert "no changes" in developing.ok("plan").out


SLOW = "CREATE TABLE first (id int);\nSELECT pg_advisory_lock(42);\nCREATE TABLE second (id int);\n"


def test_killed_apply_leaves_nothing_half_done(developing):
    developing.desired("create table first (id int); create table second (id int);")
    developing.write("generated/20260101000000_slow.sql", SLOW)
    with conninfo(developing) as server:
        with psycopg.connect(server.conninfo("postgres"), autocommit=True) as conn:
            conn.execute("SELECT pg_advisory_lock(42)")
            command = developing.start("apply", "--yes")
            waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%lock(42)%'"
            while conn.execute(waits).fetchone() == (0,):
                assert command.poll() is None, command.communicate()
            os.kill(command.pid, signal.SIGKILL)
            command.communicate(timeout=60)
        status = developing.run("status", "--format", "json").json
        assert [row["state"] for row in status["migrations"]] == ["pending"]
        assert query(server, "SELECT to_regclass('first')") == [(None,)]
        # The killed session may hold the lock until its server notices; apply waits for it.
        developing.ok("apply", "--yes")
        assert query(server, "SELECT to_regclass('second') IS NOT NULL") == [(True,)]


def test_killed_plan_stops_its_servers(developing):
    developing.desired(TABLE)
    developing.ok("plan")
    developing.desired(TABLE + "create table slow (id int);\n")
    for sent in (signal.SIGKILL, signal.SIGTERM):
        kill_a_plan(developing, sent)
        assert list((developing.root / ".schemadiff" / "db").glob("*/data/postmaster.pid")) == []
    assert "nothing was written" not in developing.ok("plan").out


def kill_a_plan(developing, sent):
    with conninfo(developing) as server, psycopg.connect(server.conninfo("postgres")) as held:
        held.execute("CREATE TABLE being_made (id int)")
        held.commit()
        held.execute("LOCK TABLE being_made IN ACCESS EXCLUSIVE MODE")
        command = developing.start("plan")
        with psycopg.connect(server.conninfo("postgres"), autocommit=True) as conn:
            waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            while conn.execute(waits).fetchone() == (0,):
                assert command.poll() is None, command.communicate()
        os.kill(command.pid, sent)
        command.communicate(timeout=60)
        assert command.returncode in (-sent, 128 + sent)
        held.rollback()
        held.execute("DROP TABLE being_made")
        held.commit()


def test_edited_and_late_migrations(developing):
    developing.desired(TABLE)
    developing.planned()
    (name,) = [n for n in developing.generated if ".down" not in n]
    path = developing.root / "generated" / name
    text = path.read_text()
    path.write_text(text + "-- edited\n")
    for command in (["apply", "--yes"], ["rollback", "--yes"]):
        said = developing.run(*command)
        assert said.code == 1
        assert "was edited after it was applied" in said.err
    assert developing.run("status").code == 1
    path.write_text(text)
    developing.write("generated/20200101000000_late.sql", "CREATE TABLE late (id int);\n")
    late = developing.run("apply", "--yes")
    assert late.code == 1
    assert "--out-of-order" in late.err
    developing.desired(TABLE + "create table late (id int);")
    developing.ok("apply", "--yes", "--out-of-order")


def test_apply_says_what_differs_at_the_end(developing):
    developing.desired(TABLE)
    developing.ok("plan")
    developing.desired(TABLE + "create table more (id int);")
    said = developing.run("apply", "--yes")
    assert said.code == 1
    assert "does not equal desired/" in said.out
    assert "CREATE TABLE public.more" in said.out


def test_dry_run_and_questions(developing):
    developing.desired(TABLE)
    developing.ok("plan")
    dry = developing.ok("apply", "--dry-run")
    assert "CREATE TABLE public.t" in dry.out
    assert developing.run("apply").code == 2
    rows = developing.ok("status", "--format", "json").json["migrations"]
    assert [row["state"] for row in rows] == ["pending"]
    developing.ok("apply", "--yes")
    assert developing.run("rollback").code == 2


def test_failed_migration_leaves_nothing(developing):
    developing.desired(TABLE)
    developing.write("generated/20260101000000_x.sql", f"{TABLE}SELECT 1 / 0;\n")
    said = developing.run("apply", "--yes")
    assert said.code == 3
    assert "generated/20260101000000_x.sql:2" in said.err
    assert "division by zero" in said.err
    rows = developing.run("status", "--format", "json")
    assert rows.code == 3 or [row["state"] for row in rows.json["migrations"]] == ["pending"]


def cached(cache: Path) -> list[Path]:
    return sorted((cache / "schemadiff" / "desired").glob("*.json"))


def test_the_cache_of_desired(project18, own_cache, monkeypatch):
    """An unchanged folder is not loaded again; everything that has a say in it makes it anew."""
    cache = own_cache
    monkeypatch.setattr(meaning, "release", lambda: ("as it is",))
    # Otherwise nothing would be read where nothing has changed, from this cache or elsewhere.
    monkeypatch.setattr(unchanged, "LAYOUT", "nobody's")
    project18.desired(TABLE)
    project18.planned()
    (one,) = cached(cache)
    stamp = one.read_bytes()
    assert "from the cache" in project18.ok("plan", "-v").err
    assert cached(cache) == [one]
    assert one.read_bytes() == stamp

    project18.desired(TABLE + "create table u (id int);")
    assert len(project18.changes()) == 1
    assert len(cached(cache)) == 2
    project18.desired(TABLE)
    project18.settings('preset = "supabase"')
    project18.run("plan", "--no-write")
    assert len(cached(cache)) == 3
    project18.settings()

    one.write_bytes(stamp[: len(stamp) // 2])
    assert "no changes" in project18.ok("plan").out
    assert one.read_bytes()[:20] == stamp[:20]
    assert len(one.read_bytes()) > len(stamp) // 2
    one.write_text('{"catalog": {"format": 0}, "dump": 3}')
    assert "no changes" in project18.ok("plan").out
    one.write_text("[]")
    assert "no changes" in project18.ok("plan").out


def test_writers_of_the_cache_at_once(project18, own_cache):
    project18.desired(TABLE)
    commands = [project18.start("plan", "--no-write", "--no-proof") for _ in range(3)]
    outcomes = [command.communicate(timeout=120) for command in commands]
    assert [command.returncode for command in commands] == [0, 0, 0], outcomes
    (one,) = cached(own_cache)
    assert [path.name for path in one.parent.iterdir()] == [one.name]


def test_cache_that_cannot_be_written(project18, tmp_path, monkeypatch):
    (tmp_path / "cache").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project18.desired(TABLE)
    project18.planned()
    assert "no changes" in project18.ok("plan").out


def test_a_thousand_statements(project18):
    project18.desired(
        "".join(
            f"create table t{n} (id int primary key, name text);\ncreate index on t{n} (name);\n"
            f"comment on table t{n} is 'number {n}';\ncreate view v{n} as select name from t{n};\n"
            for n in range(250)
        )
    )
    said = project18.ok("plan")
    assert "too many to read here" in said.out
    project18.ok("apply", "--yes")
    assert "no changes" in project18.ok("plan").out


def test_nothing_listens_and_nothing_is_left(developing):
    """Servers of ours have a socket in a folder, and no port."""
    developing.desired(TABLE)
    with conninfo(developing) as server:
        assert query(server, "SHOW listen_addresses") == [("",)]
    developing.ok("plan")
    assert threading.active_count() < 10


def test_what_this_project_ships_is_applied_as_it_was_proven(developing):
    """Nothing that a newcomer sees first is proven again: the migration was made by this very model of a schema."""
    for name in ("desired", "generated"):
        shutil.rmtree(developing.root / name, ignore_errors=True)
        shutil.copytree(ROOT / name, developing.root / name)
    shutil.copy(ROOT / "schemadiff.toml", developing.root)
    said = developing.ok("apply", "--yes").out
    assert "is not in the state that" not in said
    assert "equals desired/" in said
