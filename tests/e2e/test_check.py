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
    assert "table column public.t.b" in said.out
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
        "  table public.u",
        "  table column public.t.b",
    ]
    project.write("generated/29990101000000_wrong.sql", "drop table nothing;")
    said = project.run("check")
    assert (said.code, "generated/29990101000000_wrong.sql:1" in said.err) == (3, True)
