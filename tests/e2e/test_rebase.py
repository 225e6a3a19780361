"""Two branches with a migration each: ``check --onto`` finds the conflict, ``rebase`` resolves it."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from schemadiff.migration_tools.files import way_back
from schemadiff.migration_tools.layouts import renumbered
from schemadiff.migration_tools.scripts import script
from schemadiff.migrations import folder

T, U = "create table t (a int);\n", "create table u (a int);\n"


@pytest.fixture(autouse=True)
def each_plan_a_second_later(monkeypatch):
    """Two plans may take less than a second, and branches do not see each other's versions."""
    began, seconds = datetime.now(UTC), count()

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return began + timedelta(seconds=next(seconds))

    monkeypatch.setattr(folder, "datetime", Clock)


def git(project, *args):
    identity = ("-c", "user.name=me", "-c", "user.email=me@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(project.root), *identity, *args], check=True, capture_output=True)


def commit(project, message):
    git(project, "add", ".")
    git(project, "commit", "-qm", message)


def plan(project, text, name):
    project.desired(text)
    project.ok("plan", "--name", name)


def test_two_branches(project18):
    project = project18
    git(project, "init", "-q", "-b", "main")
    plan(project, T, "first")
    commit(project, "first")
    git(project, "checkout", "-qb", "mine")
    plan(project, T.replace("a int", "a int, mine int"), "mine")
    project.write("generated/20250101000000_by_hand.sql", "create table by_hand (a int);\n")
    project.desired("create table by_hand (a int);", "hand.sql")
    commit(project, "mine")
    git(project, "checkout", "-q", "main")
    plan(project, T.replace("a int", "a int, theirs int"), "theirs")
    commit(project, "theirs")
    git(project, "checkout", "-q", "mine")
    target, project.target = project.target, None
    said = project.run("check", "--onto", "main")
    assert said.code == 1
    (theirs,) = [
        line.split(", and so does ")[1]
        for line in said.out.splitlines()
        if "_mine.sql touches public.t," in line
    ]
    assert theirs.startswith("generated/")
    assert theirs.endswith("_theirs.sql of main")
    assert "generated/20250101000000_by_hand.sql has an earlier version than" in said.out
    assert "hint: git rebase main, then schemadiff rebase --onto main" in said.out
    before = project.generated
    said = project.run("rebase", "--onto", "main")
    assert (said.code, "git rebase main" in said.err, project.generated) == (1, True, before)

    # What this branch changes: since it left the other, against that as it is, and against the database.
    def between(start, goal="desired"):
        plan = project.ok(
            "plan", "--from", start, "--to", goal, "--allow-data-loss", "--format", "json"
        ).json["plan"]
        return sorted(s["sql"] for unit in plan["units"] for s in unit["statements"])

    by_hand = "CREATE TABLE public.by_hand (\n    a integer\n)"
    mine = "ALTER TABLE public.t ADD COLUMN mine integer"
    assert between("git:main...") == [mine, by_hand]
    assert between("git:main") == [mine, "ALTER TABLE public.t DROP COLUMN theirs", by_hand]
    assert between("git:main...", "git:main") == ["ALTER TABLE public.t ADD COLUMN theirs integer"]
    for ref in ("git:nowhere", "git:nowhere..."):
        said = project.run("plan", "--from", ref, "--to", "desired")
        assert (said.code, 'there is no commit "nowhere"' in said.err) == (2, True)
    git(project, "merge", "-q", "-X", "ours", "main")
    project.desired(T.replace("a int", "a int, mine int, theirs int"))
    commit(project, "merged")
    # A database that has run mine could not take them back any more; one that is not named need not answer.
    project.ok("apply", "--yes", "--target", target)
    merged = project.generated
    said = project.run("rebase", "--onto", "main", "--target", target)
    assert (said.code, project.generated) == (1, merged)
    assert "_mine.sql is applied on database" in said.err
    assert ", and so is 1 before it: it cannot be rewritten\n" in said.err
    assert "hint: roll it back there first: schemadiff rollback, once for each\n" in said.err
    project.settings('[targets.one]\nurl = "$NOT_SET"\n')
    said = project.ok("rebase", "--onto", "main")
    assert "warning: no database was checked for having applied the rewritten migrations" in said.err
    project.settings()
    after = [name for name in project.generated if ".down" not in name]
    assert [name[15:] for name in after] == ["first.sql", "theirs.sql", "by_hand.sql", "mine.sql"]
    text = project.text(".sql")
    assert "ADD COLUMN mine integer" in text
    assert "theirs" not in text
    assert project.ok("check").out == "generated/ and desired/ agree\n"
    commit(project, "rebased")
    assert project.ok("check", "--onto", "main").code == 0
    # What fails leaves everything as it was.
    project.desired("create table t (a int, b nothing);")
    before = {name: (project.root / "generated" / name).read_text() for name in project.generated}
    assert project.run("rebase", "--onto", "main").code == 3
    assert {name: (project.root / "generated" / name).read_text() for name in project.generated} == before
    assert project.run("check", "--onto", "nowhere").code in {2, 3}
    project.target = target


def test_what_is_written_by_hand_for_what_was_planned_comes_after_it(project18):
    project = project18
    project.target = None
    git(project, "init", "-q", "-b", "main")
    plan(project, T, "first")
    commit(project, "first")
    git(project, "checkout", "-qb", "mine")
    plan(project, T.replace("a int", "a int, mine int"), "mine")
    project.write("generated/20250101000000_before.sql", "insert into t values (1);\n")
    project.write("generated/29990101000000_fill.sql", "update t set mine = a;\n")
    commit(project, "mine")
    git(project, "checkout", "-q", "main")
    project.desired(U, "u.sql")
    project.ok("plan", "--name", "theirs")
    commit(project, "theirs")
    git(project, "checkout", "-q", "mine")
    git(project, "merge", "-q", "main")
    said = project.ok("rebase", "--onto", "main").out.splitlines()
    assert [line.split()[0] for line in said if line] == [
        *("moved", "written", "written", "moved", "removed", "review")
    ]
    after = [name[15:] for name in project.generated if ".down" not in name]
    assert after == ["first.sql", "theirs.sql", "before.sql", "mine.sql", "fill.sql"]
    assert project.ok("check").out == "generated/ and desired/ agree\n"
    # What cannot run at all leaves everything as it was, and nothing is said of what is not done.
    project.write("generated/29990101000000_fill.sql", "update t set nowhere = a;\n")
    before = project.generated
    said = project.run("rebase", "--onto", "main")
    assert (said.code, said.out, project.generated) == (3, "", before)


LAYOUTS = {
    # A file by hand, with a version before theirs; what it is called afterwards; its text.
    "supabase": ("20250101000000_by_hand.sql", "{v}_by_hand.sql", "{up}"),
    "flyway": ("V3__by_hand.sql", "V{v}__by_hand.sql", "{up}"),
    "dbmate": ("3_by_hand.sql", "{v}_by_hand.sql", "-- migrate:up\n{up}-- migrate:down\n{down}"),
    "golang-migrate": ("3_by_hand.up.sql", "{v}_by_hand.up.sql", "{up}"),
    "sqlx": ("3_by_hand.up.sql", "{v}_by_hand.up.sql", "{up}"),
    "goose": ("3_by_hand.sql", "{v}_by_hand.sql", "-- +goose Up\n{up}-- +goose Down\n{down}"),
}
BACK = {"flyway": "U3__by_hand.sql", "golang-migrate": "3_by_hand.down.sql", "sqlx": "3_by_hand.down.sql"}
MERGED = T.replace("a int", "a int, mine int, theirs int")


@pytest.mark.parametrize("layout", ["flyway", "goose", "golang-migrate"])
def test_two_branches_in_the_naming_of_others(project18, layout):
    """What another tool applies is compared and written anew as ours is, by its own names and marks."""
    project, (name, after, text) = project18, LAYOUTS[layout]
    project.settings(f'[migrations]\nlayout = "{layout}"')
    git(project, "init", "-q", "-b", "main")
    project.desired(T)
    project.write(
        f"generated/{name.replace('3_', '2_').replace('by_hand', 'first').replace('2025', '2020')}",
        text.format(up=T, down="drop table t;\n"),
    )
    commit(project, "first")
    git(project, "checkout", "-qb", "mine")
    up, down = "create table by_hand (a int);\n", "drop table by_hand;\n"
    project.write(f"generated/{name}", text.format(up=up, down=down))
    if layout in BACK:
        project.write(f"generated/{BACK[layout]}", down)
    project.desired(up, "hand.sql")
    plan(project, T.replace("a int", "a int, mine int"), "mine")
    commit(project, "mine")
    git(project, "checkout", "-q", "main")
    plan(project, T.replace("a int", "a int, theirs int"), "theirs")
    commit(project, "theirs")
    git(project, "checkout", "-q", "mine")
    project.target = None
    said = project.run("check", "--onto", "main").out
    assert f"generated/{name} has the version of generated/" in said
    assert "_theirs" in said
    assert "_mine.sql touches public.t, and so does" in said.replace(".up.sql", ".sql")
    git(project, "merge", "-q", "-X", "ours", "main")
    project.desired(MERGED)
    commit(project, "merged")
    before = set(project.generated)
    said = project.ok("rebase", "--onto", "main").out
    new = set(project.generated) - before
    version = next(v for n in new if "by_hand" in n for v in ["".join(c for c in n if c.isdigit())])
    assert after.format(v=version) in new
    assert (project.root / "generated" / after.format(v=version)).read_text() == text.format(up=up, down=down)
    assert sum("by_hand" in n for n in new) == 1 + (layout in BACK)
    assert not any("mine" in n for n in set(project.generated) & before)
    made = next(n for n in new if "mine" in n and ".down" not in n and not n.startswith("U"))
    assert "ADD COLUMN mine integer" in (project.root / "generated" / made).read_text()
    assert f"moved    generated/{name} to {after.format(v=version)}" in said
    assert project.ok("check", "--onto", "main").out == "generated/ and desired/ agree\n"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_names_of_others(layout):
    """A file is told from the one with the way back, and gets another version by the tool's own pattern."""
    name, after, _ = LAYOUTS[layout]
    assert renumbered(layout, name, "7") == after.format(v="7")
    assert script(layout, f"db/{name}", "select 1;").name == "by_hand"
    back = way_back(layout, Path("db") / name)
    assert (back and back.name) == BACK.get(layout)
    assert back is None or script(layout, back.as_posix(), "select 1;") is None
