"""A new function with the name of another one: callers that would mean it are created again."""

from __future__ import annotations

BEFORE = """
CREATE FUNCTION public.f(anyelement) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION public.g(text) RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
CREATE FUNCTION public.j(anyelement, text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE OPERATOR public.<< (FUNCTION = public.j, LEFTARG = anyelement, RIGHTARG = text);
CREATE FUNCTION public.tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TABLE public.t (a int DEFAULT public.f(1), b text CHECK (public.g(b) > 0), CONSTRAINT many CHECK (public.f(a) > 0),
                       c int GENERATED ALWAYS AS (public.f(a)) STORED);
CREATE VIEW public.v AS SELECT public.f(t) AS f FROM public.t;
CREATE VIEW public.w AS SELECT public.f(1) AS x, 1 OPERATOR(public.<<) 'x'::text AS y;
CREATE INDEX i ON public.t (public.f(a));
CREATE POLICY p ON public.t USING (public.f(a) > 0);
CREATE DOMAIN public.d AS int DEFAULT public.f(3) CHECK (public.f(VALUE) > 0);
CREATE STATISTICS public.s ON (public.f(a)), a FROM public.t;
CREATE TRIGGER tr BEFORE UPDATE ON public.t FOR EACH ROW WHEN (public.f(new.a) > 1) EXECUTE FUNCTION public.tr();
CREATE FUNCTION public.h(a int DEFAULT public.f(1)) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT public.f(a); END;
CREATE RULE r AS ON INSERT TO public.t WHERE public.f(new.a) = 2 DO ALSO NOTHING;
"""
OVERLOADS = """
CREATE FUNCTION public.f(integer) RETURNS int LANGUAGE sql IMMUTABLE RETURN 2;
CREATE FUNCTION public.g(integer) RETURNS int LANGUAGE sql IMMUTABLE RETURN 2;
CREATE FUNCTION public.j(integer, text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';
CREATE OPERATOR public.<< (FUNCTION = public.j, LEFTARG = integer, RIGHTARG = text);
"""
CALLS = """
    SELECT DISTINCT i.identity
    FROM pg_depend, pg_identify_object(classid, objid, objsubid) i, pg_identify_object(refclassid, refobjid, 0) r
    WHERE r.identity = %s AND i.type <> 'operator' ORDER BY 1
"""
USERS = [
    '"_RETURN" on public.w', "d_check on public.d", "for public.t.a", "many on public.t", "p on public.t",
    "public.d", "public.h(integer)", "public.i", "public.s", "public.t.c", "r on public.t", "tr on public.t",
]  # fmt: skip


def calls(project, function):
    return [name for (name,) in project.query(CALLS.replace("%s", f"'{function}'"))]


def test_what_calls_another_function_of_the_name_is_made_again(project18):
    """On a target where the better one came later, nothing in the text of anything tells; pg_dump says the same of both."""
    project18.execute(BEFORE)
    project18.execute(OVERLOADS)
    before = calls(project18, "public.f(pg_catalog.anyelement)")
    assert set(USERS) - set(before) <= {"public.t.c", "for public.t.c"}
    assert calls(project18, "public.f(integer)") == []
    project18.desired(BEFORE + OVERLOADS)
    assert project18.run("plan", "--check").code == 1
    said = project18.planned()
    assert "its text is the same, but it used public.f(anyelement) and now uses public.f(integer)" in said.out
    assert "rollback leaves view public.w as the plan creates it" in " ".join(said.out.split())
    # A row of the table is no integer.
    assert calls(project18, "public.f(pg_catalog.anyelement)") == ['"_RETURN" on public.v']
    assert calls(project18, "public.f(integer)") == [
        each for each in before if each != '"_RETURN" on public.v'
    ]
    assert project18.query("SELECT y FROM public.w") == [(2,)]
    assert "no changes" in project18.ok("plan").out


def test_what_would_call_what_comes_is_made_again_there_and_back(project18):
    project18.there(BEFORE)
    before = calls(project18, "public.f(pg_catalog.anyelement)")
    project18.desired(BEFORE + OVERLOADS)
    assert "reversible" in project18.planned().out
    assert calls(project18, "public.f(pg_catalog.anyelement)") == ['"_RETURN" on public.v']
    project18.ok("rollback", "--yes")
    assert calls(project18, "public.f(pg_catalog.anyelement)") == before
