"""Adopting a database that is not empty: pull, a first migration, and marking it as applied."""

from __future__ import annotations


def test_a_filled_database_goes_on(project18):
    project = project18
    project.execute(
        "create table t (id int primary key); insert into t values (1); create view v as select id from t;"
        "grant select on t to public"
    )
    project.desired(
        "create table t (id int primary key); create view v as select id from t; create table u ();"
    )
    note = "no migration creates what"
    assert note in project.ok("plan", "--no-write").out
    (project.root / "desired/schema.sql").unlink()
    said = project.ok("pull").out
    begin = f"schemadiff plan -C {project.root} --from EMPTY --to desired --out generated --name initial"
    assert said.splitlines()[-2:] == [
        f"  {begin}",
        f"  schemadiff apply -C {project.root} --target URL --mark-applied all",
    ]
    target, project.target = project.target, None
    assert begin in project.run("check").out
    project.ok(*begin.split()[1:])
    project.target = target
    (name,) = [n for n in project.generated if ".down" not in n]
    version = name.partition("_")[0]
    # The migration cannot run where everything is there already.
    for command in (("apply", "--yes"), ("plan",), ("status",)):
        said = project.run(*command)
        assert said.code == 3
        words = " ".join((said.out + said.err).split())
        assert 'on the clone: relation "t" already exists' in words
        assert (
            "record it as applied without running it, and the pending ones before it: schemadiff apply"
            in words
        )
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
    # What was there before all of that is remembered last.
    project.execute("create table before (a t[])")
    project.desired("create table before (a t[]);", "before.sql")
    project.write("generated/20000101000000_before.sql", "create table before (a t[]);")
    said = project.run("apply", "--mark-applied", "all", "--yes")
    assert (said.code, 'type "t[]" does not exist' in said.err) == (3, True)
    assert "as a migration with an earlier version: schemadiff plan -C" in said.err
    assert " --from EMPTY --to git:COMMIT" in said.err
    project.write("generated/20000101000000_before.sql", "create table before (a int);")
    project.desired("create table before (a int);", "before.sql")
    project.execute("alter table before drop a, add a int")
    assert "marked generated/2000" in project.ok("apply", "--mark-applied", "all", "--yes").out
    assert project.ok("status").out.splitlines()[0].endswith(": 3 applied")
