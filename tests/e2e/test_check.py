"""``check``: compares generated/, desired/ and a target, and tells which of them changed."""

from __future__ import annotations


def test_which_one_moved(project18):
    project = project18
    project.desired("create table t (a int);")
    project.planned()
    url, project.target = project.target, None
    assert project.ok("check").out == "generated/ and desired/ agree\n"
    project.target = url
    assert "generated/, desired/ and database" in project.ok("check").out
    project.execute("alter table t add b int")
    said = project.run("check")
    assert said.code == 1
    assert said.out.count("\n  table column public.t.b  only in database ") == 2
    project.desired("create table t (a bigint);")
    assert "\n  table column public.t.a\n" in project.run("check").out
    assert "has changed: see schemadiff drift" in said.out
    project.desired("create table t (a int, b int);")
    assert "generated/ is out of date, or was edited" in project.run("check").out
    project.execute("alter table t drop column b")
    said = project.run("check")
    assert (
        "desired/ has changed: no migration in generated/ leads there yet. Run: schemadiff plan" in said.out
    )
    project.target = None
    assert project.run("check").out.splitlines()[0] == "generated/ and desired/ differ in 1 object:"
    project.desired("create table t (a int, b int); create table u (id int primary key);")
    assert project.run("check").out.splitlines()[:3] == [
        "generated/ and desired/ differ in 2 objects:",
        "  table public.u  only in desired/",
        "  table column public.t.b  only in desired/",
    ]
    project.write("generated/29990101000000_wrong.sql", "drop table nothing;")
    said = project.run("check")
    assert (said.code, "generated/29990101000000_wrong.sql:1" in said.err) == (3, True)


def test_a_file_that_is_gone_is_to_come_back(project18):
    project18.there("create table t (a int);")
    project18.desired("create table t (a int, b int);")
    project18.planned()
    up = next(name for name in project18.generated if "alter" in name and ".down" not in name)
    for name in (up, up.replace(".sql", ".down.sql")):
        (project18.root / "generated" / name).unlink()
    said = project18.run("check")
    assert said.code == 1
    # To plan it anew, and to mark that as applied, would leave the history with two.
    assert said.out.splitlines()[-1] == f"  {up.removesuffix('.sql')}"
    assert "has applied what has no file any more" in said.out
    assert "schemadiff plan" not in said.out


def test_the_way_back_to_migrations_from_what_was_changed_by_hand(project18):
    """No plan leads there, as the database has it already: each command says which one does."""
    project18.desired("create table t (a int);")
    project18.planned()
    project18.execute("alter table t add b int")
    said = project18.ok("pull", "--force").out.splitlines()
    assert said[-3] == "if no migration makes these changes yet, write one, and mark it as applied:"
    url, project18.target = project18.target, None
    assert project18.run("check").out.splitlines()[-1] == (
        "or, if a database has been changed already: schemadiff check --target NAME says what to run"
    )
    for command in said[-2:]:
        project18.ok(
            *command.replace(" --target URL", "").split()[1:], *(() if "plan" in command else ("--yes",))
        )
        project18.target = url
    assert project18.ok("check").out.startswith("generated/, desired/ and database")
