"""Two branches, two migrations: ``check --onto`` finds what clashes, ``rebase`` mends it."""

from __future__ import annotations

import subprocess

T, U = "create table t (a int);\n", "create table u (a int);\n"


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
    assert "hint: schemadiff rebase --onto main" in said.out
    before = project.generated
    said = project.run("rebase", "--onto", "main")
    assert (said.code, "git rebase main" in said.err, project.generated) == (1, True, before)
    git(project, "merge", "-q", "-X", "ours", "main")
    project.desired(T.replace("a int", "a int, mine int, theirs int"))
    commit(project, "merged")
    said = project.ok("rebase", "--onto", "main")
    after = [name for name in project.generated if ".down" not in name]
    assert [name[15:] for name in after] == ["first.sql", "theirs.sql", "by_hand.sql", "alter_t.sql"]
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
