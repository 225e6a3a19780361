"""A project that begins with a database that is not empty: pull, a first migration, and mark it as applied."""

from __future__ import annotations


def test_a_filled_database_goes_on(project18):
    project = project18
    project.execute(
        "create table t (id int primary key); insert into t values (1); create view v as select id from t;"
        "grant select on t to public"
    )
    project.ok("pull")
    target, project.target = project.target, None
    project.ok("plan", "--from", "EMPTY", "--to", "desired", "--out", str(project.root / "generated"))
    project.target = target
    (name,) = [n for n in project.generated if ".down" not in n]
    version = name.partition("_")[0]
    # The migration cannot run where everything is there already.
    assert project.run("apply", "--yes").code == 3
    dry = project.ok("apply", "--mark-applied", "all", "--dry-run")
    assert f"would mark generated/{name} as applied" in dry.out
    assert project.query("select to_regclass('schemadiff.history')") == [(None,)]
    assert project.run("apply", "--mark-applied", "all").code == 2  # nobody to ask
    # One more that is not there yet, so the target is not what all of them make.
    project.write("generated/29990101000000_more.sql", "create table more (a int);")
    said = project.run("apply", "--mark-applied", "all", "--yes")
    assert said.code == 1
    assert "CREATE TABLE public.more" in said.err
    assert "nothing was marked" in said.err
    wrong = project.run("apply", "--mark-applied", "123", "--yes")
    assert (wrong.code, f"pending: {version}, 29990101000000" in wrong.err) == (2, True)
    assert (
        f"marked generated/{name} as applied" in project.ok("apply", "--mark-applied", version, "--yes").out
    )
    assert project.query("select id from t") == [(1,)]
    project.desired("create table more (a int);", "more.sql")
    assert project.ok("apply", "--yes").out.count("applied generated/29990101000000_more.sql") == 1
    said = project.ok("status")
    assert "2 applied" in said.out
    assert "equals desired/" in said.out
    assert "nothing to mark" in project.ok("apply", "--mark-applied", "all", "--yes").out
