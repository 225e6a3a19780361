"""Operators that PostgreSQL does not print are compared as well."""

from __future__ import annotations

from dataclasses import replace

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
    assert "but it used PostgreSQL's own and now uses OPERATOR(own.=) (own.pair, own.pair)" in said.out
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


POINT = """
CREATE SCHEMA ext;
CREATE FUNCTION ext.same(point, point) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 ~= $2';
CREATE OPERATOR ext.= (LEFTARG = point, RIGHTARG = point, FUNCTION = ext.same, HASHES, MERGES);
CREATE TABLE public.t (x point, y point, n int);
CREATE TABLE public.u (x point, z int);
"""
"""PostgreSQL has no ``=`` of its own for points: without this one, their text cannot be read at all."""
NAMELESS = """
CREATE TABLE public.checked (x point, y point DEFAULT NULLIF('(1,2)'::point, '(1,2)'::point), CHECK (x IS DISTINCT FROM y));
CREATE TABLE public.made (x point, y point, b boolean GENERATED ALWAYS AS (x IS NOT DISTINCT FROM y) STORED);
CREATE VIEW public.v AS SELECT CASE x WHEN y THEN 1 END AS c, t.n, u.z FROM public.t JOIN public.u USING (x);
CREATE MATERIALIZED VIEW public.m AS SELECT x IN (SELECT x FROM public.u) AS d FROM public.t;
CREATE INDEX i ON public.t ((NULLIF(x, y) IS NULL)) WHERE x IS DISTINCT FROM y;
CREATE STATISTICS public.st ON (x IS DISTINCT FROM y), (NULLIF(x, y) IS NULL) FROM public.t;
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON public.t USING (x IS NOT DISTINCT FROM y) WITH CHECK (NULLIF(x, y) IS NULL);
CREATE DOMAIN public.somewhere AS point DEFAULT NULLIF('(1,2)'::point, '(3,4)'::point) CHECK (VALUE IS DISTINCT FROM '(0,0)');
CREATE FUNCTION public.f(a point, b point DEFAULT NULLIF('(1,2)'::point, '(3,4)'::point)) RETURNS boolean
    LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT CASE a WHEN b THEN true ELSE a IS DISTINCT FROM b END; END;
CREATE FUNCTION public.g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER tr BEFORE UPDATE ON public.t FOR EACH ROW WHEN (old.x IS DISTINCT FROM new.x) EXECUTE FUNCTION public.g();
CREATE RULE r AS ON UPDATE TO public.u WHERE new.x IS DISTINCT FROM old.x DO ALSO DELETE FROM public.t WHERE NULLIF(x, new.x) IS NULL;
"""


def test_what_pg_dump_cannot_bring_back_is_copied_all_the_same(project):
    """Each of them is refused without a search_path, and that is how pg_dump would have it loaded."""
    found = "SET search_path = public, ext;" + NAMELESS
    project.desired(POINT + found)
    project.planned()
    project.desired(POINT + found + "ALTER TABLE public.t ADD more int;")
    project.planned()
    assert "no changes" in project.ok("plan").out

    pulled = replace(project, root=project.root / "pulled")
    pulled.ok("pull")
    assert "no changes" in pulled.ok("plan").out
