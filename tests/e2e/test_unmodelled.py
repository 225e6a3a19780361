"""Objects that schemadiff does not model are named."""

from __future__ import annotations

BASE_TYPE = """
CREATE TYPE odd;
CREATE FUNCTION odd_in(cstring) RETURNS odd LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION odd_out(odd) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE odd (INPUT = odd_in, OUTPUT = odd_out, LIKE = int4);
"""
TRUSTED = 'ignore = ["function public.odd_*"]\n[shadow]\ntrusted = true\n'


def test_unmodelled_objects_are_named_and_refused(project18):
    project18.execute(f"SET search_path = public; {BASE_TYPE}", superuser=True)
    project18.settings(TRUSTED)
    project18.desired("create table t (id int);")
    refused = project18.run("plan")
    assert refused.code == 1
    assert "type public.odd" in refused.out
    assert "--allow-unmodelled" in refused.out
    assert project18.generated == []

    accepted = project18.ok("plan", "--allow-unmodelled")
    assert "type public.odd" in accepted.out
    project18.ok("apply", "--yes")
    assert project18.run("plan").code == 1
    named = "not compared, because schemadiff does not know this kind of object"  # further on it is wrapped
    url, project18.target = project18.target, None
    project18.settings(f'{TRUSTED}[targets.default]\nurl = "{url}"\n')
    for command in ("status", "drift", "check --target default"):
        said = project18.run(*command.split())
        assert (command, said.code, named in said.out) == (command, 1, True)
    table = project18.run("status", "--all").out
    project18.target = url
    assert "  1 unknown  " in table
    assert "default: see what cannot be compared with schemadiff drift --target default" in table
    assert "default: left out of the comparison: 2 objects by ignore (function public.odd_*)" in table
    assert "no changes" in project18.ok("plan", "--allow-unmodelled").out
    project18.settings(TRUSTED.replace('["', '["type public.odd", "'))
    assert "no changes" in project18.ok("plan").out


def test_what_the_clone_cannot_have_is_said(project18):
    """Without trust nothing of a live database runs as a superuser, so a base type cannot be copied."""
    project18.execute(f"SET search_path = public; {BASE_TYPE}", superuser=True)
    project18.desired("create table t (id int);")
    said = project18.run("plan", "--allow-data-loss")
    assert said.code == 3
    assert "must be superuser to create a base type" in said.err
    assert "trusted = true" in said.err
    assert project18.generated == []


def test_pg_dump_is_asked_when_the_catalogues_are_equal(project18):
    """A shell type is in no catalogue of ours and in every dump."""
    project18.there("create table t (id int);")
    project18.execute("SET search_path = public; CREATE TYPE shell", superuser=True)
    said = project18.run("plan", "--format", "json")
    assert said.code != 0
    assert "shell" in said.both


def test_a_comment_on_the_rows_of_a_table_is_named(project):
    made = "CREATE TABLE public.t (a int); CREATE VIEW public.v AS SELECT a FROM public.t;"
    project.desired(
        f"{made} COMMENT ON TYPE public.t IS 'of the rows'; COMMENT ON RULE \"_RETURN\" ON public.v IS 'x';"
    )
    refused = project.run("plan")
    assert refused.code == 1
    assert "type with a comment public.t" in " ".join(refused.both.split())
    assert project.run("plan", "--allow-unmodelled").code == 0
    project.desired(f"{made} COMMENT ON TABLE public.t IS 'of the rows';")
    assert project.run("plan").code == 0
