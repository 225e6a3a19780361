"""An operator that PostgreSQL does not print is compared all the same: alike by text is not alike."""

from __future__ import annotations

import pytest

PAIR = """
CREATE SCHEMA own;
CREATE TYPE own.pair AS (a int, b int);
CREATE FUNCTION own.alike(own.pair, own.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
CREATE OPERATOR own.= (LEFTARG = own.pair, RIGHTARG = own.pair, FUNCTION = own.alike);
CREATE FUNCTION own.close(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 10 = $2 / 10';
CREATE OPERATOR own.= (LEFTARG = int, RIGHTARG = int, FUNCTION = own.close);
CREATE TABLE public.t (p own.pair, q own.pair, n int);
"""
VIEW = "CREATE VIEW public.v AS SELECT NULLIF(p, q) IS NULL AS same FROM public.t;"
SEE = "SELECT (SELECT same FROM public.v) FROM (SELECT pg_get_viewdef('public.v'::regclass)) x"


def test_what_text_does_not_tell_is_planned_proven_and_applied(project):
    project.desired(PAIR + VIEW)
    project.planned()
    project.execute("INSERT INTO public.t VALUES (ROW(1, 2), ROW(1, 3), 5)")
    assert project.query(SEE) == [(False,)]

    project.desired(PAIR + "SET search_path = own, public; " + VIEW)
    said = project.ok("plan")
    assert "NULLIF(" in said.out
    assert "was PostgreSQL's own, is OPERATOR(own.=) (own.pair, own.pair)" in said.out
    project.ok("apply", "--yes")
    assert project.query(SEE) == [(True,)]
    assert "no changes" in project.ok("plan").out

    # The copy that proves it is made by pg_dump, which says nothing of the operator.
    project.settings("online = true\n")
    project.desired(
        PAIR
        + "SET search_path = own, public; "
        + VIEW
        + "CREATE INDEX i ON public.t (n) WHERE p IS DISTINCT FROM q; ALTER TABLE public.t ADD CHECK (p IS DISTINCT FROM q) NOT VALID;"
    )
    project.planned()
    assert "no changes" in project.ok("plan").out

    project.execute(f"SET search_path = ''; CREATE OR REPLACE {VIEW.removeprefix('CREATE ')}")
    assert project.run("plan", "--check").code == 1
    project.planned()
    assert project.query(SEE) == [(True,)]
    assert "no changes" in project.ok("plan").out


def test_what_no_text_can_say_is_refused_by_name(project):
    """One operator of the two is found by a search_path, the other only without it."""
    project.desired(
        PAIR
        + "SET search_path = own, pg_catalog; CREATE VIEW public.v AS"
        + " SELECT NULLIF(n, 12) AS close, n OPERATOR(pg_catalog.=) 12 AS same FROM public.t;"
    )
    said = project.run("plan")
    assert said.code == 3
    assert "view public.v" in said.both
    assert project.generated == []


CITEXT = """
CREATE SCHEMA ext;
CREATE EXTENSION citext WITH SCHEMA ext;
CREATE TABLE public.t (e ext.citext, CHECK (e IS DISTINCT FROM 'x'::ext.citext));
CREATE VIEW public.v AS SELECT NULLIF(e, 'A'::ext.citext) AS n, e IN ('a', 'b') AS i FROM public.t;
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER tr BEFORE UPDATE ON public.t FOR EACH ROW WHEN (old.e IS DISTINCT FROM new.e) EXECUTE FUNCTION public.f();
"""


def test_citext_outside_of_the_search_path(project):
    """Without it PostgreSQL finds no other operator than that of text, and pg_dump has none in its search_path."""
    if not project.query("SELECT FROM pg_available_extensions WHERE name = 'citext'"):
        pytest.skip("the embedded PostgreSQL has no citext; make test-all asks others")
    project.desired("SET search_path = public, ext;" + CITEXT)
    project.planned()
    project.execute("INSERT INTO public.t VALUES ('a')")
    assert project.query("SELECT n, i FROM public.v") == [(None, True)]
    project.desired("SET search_path = public, ext;" + CITEXT + "CREATE TABLE public.u (a int);")
    project.planned()
    assert "no changes" in project.ok("plan").out
