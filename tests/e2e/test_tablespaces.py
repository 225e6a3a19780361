"""Tablespaces: servers of ours have those of the target by name only."""

from schemadiff.postgres.server import ensure_tablespaces

SPACE = '"Fast; disk"'
KEPT = f"CREATE TABLE public.kept (a int PRIMARY KEY USING INDEX TABLESPACE {SPACE}) TABLESPACE {SPACE};"
MORE = (
    f"CREATE TABLE public.more (a int) TABLESPACE {SPACE};"
    f"CREATE INDEX few ON public.more (a) TABLESPACE {SPACE} WHERE a > 0;"
)


def test_what_is_in_a_tablespace_is_copied_into_it(project):
    ensure_tablespaces(project.server, ["Fast; disk"])
    # Before it stands nothing in a dump.
    project.execute(KEPT)
    project.desired(KEPT + MORE)
    planned = project.run("plan")
    assert planned.code == 0, planned.both
    assert f"CREATE INDEX few ON public.more USING btree (a) TABLESPACE {SPACE} WHERE (a > 0)" in planned.out
    assert project.run("apply", "--yes").code == 0
    assert project.run("plan", "--check").code == 0
    pulled = project.run("pull", "--check")
    assert (pulled.code, "no changes" in pulled.out) == (0, True), pulled.both


def test_one_that_the_target_does_not_have(project):
    project.desired("CREATE TABLE public.t (a int) TABLESPACE nowhere;")
    assert project.run("plan").code == 0
    applied = project.run("apply", "--yes")
    assert applied.code == 3
    assert "tablespaces that the migrations name do not exist on" in applied.err
    assert "nowhere" in applied.err


def test_a_pending_migration_may_name_one(project18):
    ensure_tablespaces(project18.server, ["of_ours"])
    project18.desired("CREATE TABLE public.t (a int);")
    project18.write("generated/20260101000000_t.sql", "CREATE TABLE public.t (a int) TABLESPACE of_ours;")
    said = project18.run("status")
    assert "on the clone" not in said.both
    assert "once what is pending is applied, differs from desired/ by 1 statement" in " ".join(
        said.out.split()
    )


def test_the_development_database_has_those_that_are_named(developing):
    developing.desired(KEPT + MORE)
    assert developing.run("plan").code == 0
    applied = developing.run("apply", "--yes")
    assert (applied.code, "equals desired/" in applied.out) == (0, True), applied.both


def test_a_partitioned_table_that_leaves_its_tablespace_forgets_its_roles(project):
    ensure_tablespaces(project.server, ["Fast; disk"])
    parted = "CREATE TABLE public.parted (a int) PARTITION BY LIST (a)"
    known = "SELECT count(*) FROM pg_shdepend WHERE objid = 'public.parted'::regclass AND deptype = 'o'"
    project.execute(f"{parted} TABLESPACE {SPACE}")
    project.desired(f"{parted};")
    assert project.query(known) == [(1,)]
    planned = project.run("plan")
    assert "PostgreSQL forgets which roles public.parted names" in " ".join(planned.out.split())
    assert project.run("apply", "--yes").code == 0
    # Should PostgreSQL cease to forget, the note goes.
    assert project.query(known) == [(0,)]
