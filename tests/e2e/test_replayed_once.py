"""Pending migrations run on a copy of the target once, for all commands, until something changes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from schemadiff.comparison import comparison, replays

SAID = "nothing has changed since these migrations last ran"
FIRST, SECOND = "generated/20260101000000_first.sql", "generated/20260102000000_second.sql"


def stand_still(monkeypatch, quarter):
    monkeypatch.setattr(replays, "time", SimpleNamespace(time=lambda: quarter * replays.QUARTER))


@pytest.fixture
def ready(project18, own_cache, monkeypatch):
    """Two pending migrations that lead to the files, at a time that stands still."""
    stand_still(monkeypatch, 7)
    project18.desired("create table t (a int);\ncreate table u (a int);\n")
    project18.write(FIRST, "create table t (a int);\n")
    project18.write(SECOND, "create table u (a int);\n")
    return project18


def recalled(project, *command):
    """How often a command, which must find no differences, took the result from the cache."""
    said = project.ok(*command, "-v")
    return said.err.count(SAID)


def test_status_plan_and_check_share_the_result(ready):
    assert recalled(ready, "status") == 0
    assert recalled(ready, "status") == 1
    assert recalled(ready, "plan", "--check") == 1
    # What the migrations make of an empty database is another question.
    assert recalled(ready, "check") == 1
    assert recalled(ready, "check") == 2


CHANGES = {
    "a file": lambda project: project.write(SECOND, "create table u (a int);\ncomment on table u is 'x';\n"),
    "the order": lambda project: (
        project.write(FIRST, "create table u (a int);\n"),
        project.write(SECOND, "create table t (a int);\n"),
    ),
    "one more": lambda project: project.write("generated/20260103000000_third.sql", "create table w ();\n"),
    "one fewer": lambda project: (project.root / SECOND).unlink(),
    "the target": lambda project: project.execute("create table w ()"),
    "its settings": lambda project: project.execute(
        "do $$ begin execute format('alter database %I set timezone = ''Asia/Kabul''', current_database()); end $$"
    ),
    "what is applied": lambda project: (
        project.ok("apply", "--yes"),
        project.write("generated/20260103000000_third.sql", "create table w ();\n"),
    ),
    "the files": lambda project: project.desired("create table t (a int, b int);\n"),
    "the settings": lambda project: project.settings('ignore = ["public.w"]\n'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(change, ready):
    ready.run("status")
    CHANGES[change](ready)
    first, again = (ready.run("status", "-v") for _ in range(2))
    assert (SAID in first.err, SAID in again.err) == (False, True)
    assert again.out == first.out


def test_differences_are_the_same_from_the_cache(ready):
    ready.desired("create table t (a int, b int);\ncreate table w ();\n")
    first, again = (ready.run("status", "-v") for _ in range(2))
    assert (SAID in first.err, SAID in again.err) == (False, True)
    assert first.out == again.out
    planned = [ready.changes("--allow-data-loss") for _ in range(2)]
    assert planned[0] == planned[1] != []


def test_a_target_that_changes_meanwhile_is_not_kept(ready, monkeypatch):
    run = comparison.replayed

    def slowly(*args):
        run(*args)
        ready.execute("create table w ()")

    with monkeypatch.context() as patched:
        patched.setattr(comparison, "replayed", slowly)
        ready.run("status")
    ready.execute("drop table w")
    assert recalled(ready, "status") == 0


def test_a_migration_that_fails_fails_again(ready):
    ready.write(SECOND, "create table u (a int) inherits (lacking);\n")
    first, again = (ready.run("plan", "-v", "--no-write") for _ in range(2))
    assert (first.code, again.code) == (3, 3)
    assert 'relation "lacking" does not exist' in again.err


def test_what_looks_at_the_clock_counts_for_a_quarter_of_an_hour(ready, monkeypatch):
    ready.run("status")
    stand_still(monkeypatch, 8)
    assert recalled(ready, "status") == 0


def test_an_incomplete_file_is_not_taken(ready, own_cache):
    ready.run("status")
    (path,) = (own_cache / "schemadiff" / "replays").iterdir()
    text = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text(text[: len(text) // 2])
    assert recalled(ready, "status") == 0
