"""A function of the same name that comes beside another one is not what is there calls, and a plan says so."""

from __future__ import annotations

BEFORE = """
CREATE FUNCTION public.f(anyelement) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION public.g(text) RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
CREATE TABLE public.t (a int DEFAULT public.f(1), b text CHECK (public.g(b) > 0), CONSTRAINT many CHECK (public.f(a) > 0));
CREATE VIEW public.v AS SELECT public.f(t) AS f FROM public.t;
CREATE VIEW public.made_anew AS SELECT public.f(1) AS x;
"""
OVERLOADS = """
CREATE FUNCTION public.f(integer) RETURNS int LANGUAGE sql IMMUTABLE RETURN 2;
CREATE FUNCTION public.g(integer) RETURNS int LANGUAGE sql IMMUTABLE RETURN 2;
"""


def test_what_goes_on_to_call_another_function_of_the_name(project18):
    project18.target = None
    project18.write("a.sql", BEFORE)
    project18.write("b.sql", OVERLOADS + BEFORE.replace("(1) AS x", "(1) AS x, 2 AS y"))
    notes = project18.ok("plan", "--from", "a.sql", "--to", "b.sql", "--format", "json").json["plan"]["notes"]
    other = "goes on to call function public.f(anyelement), and would call function public.f(integer) if it were made now"
    assert [note["message"] for note in notes if note["severity"] == "warning"] == [
        f"default value for public.t.a {other}",
        f"table constraint many on public.t {other}",
    ]
