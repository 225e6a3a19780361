"""A column that the files add in the middle of a table is added at its end, and the plan says so."""

from __future__ import annotations

BEFORE = "CREATE TABLE public.t (a int, c int);\n"
AFTER = """
CREATE TABLE public.t (a int, b int, c int);
CREATE FUNCTION public.all_of_them() RETURNS SETOF public.t LANGUAGE sql AS 'SELECT * FROM public.t';
CREATE FUNCTION public.one_by_one() RETURNS SETOF public.t LANGUAGE sql AS 'SELECT a, b, c FROM public.t';
CREATE FUNCTION public.other() RETURNS SETOF int LANGUAGE sql AS 'SELECT a FROM public.t';
CREATE VIEW public.v AS SELECT b FROM public.all_of_them();
CREATE VIEW public.sorted AS SELECT t.a FROM public.t ORDER BY t;
CREATE VIEW public.less AS SELECT x.a FROM public.t x, public.t y WHERE x < y;
CREATE VIEW public.printed AS SELECT t::text AS said FROM public.t;
CREATE VIEW public.whole AS SELECT t AS row, t.a < 1 AS less, '< t.*' AS said FROM public.t WHERE t IS NOT NULL ORDER BY t.a;
"""


ROWS = "view public.{} compares, sorts or prints whole rows, whose columns will be in another order than in the files"


def test_the_order_is_told_and_so_are_bodies_that_list_the_columns(project18):
    project18.target = None
    project18.write("a.sql", BEFORE)
    project18.write("b.sql", AFTER)
    said = project18.ok("plan", "--from", "a.sql", "--to", "b.sql", "--format", "json").json["plan"]
    assert [(note["severity"], note["message"]) for note in said["notes"]] == [
        ("info", "the order differs from the files', and PostgreSQL cannot change it: public.t (a, c, b)"),
        (
            "warning",
            "function public.one_by_one() returns rows whose columns will be in another order than in the files",
        ),
        *(("warning", ROWS.format(name)) for name in ("less", "printed", "sorted")),
    ]
    (view,) = [s["sql"] for unit in said["units"] for s in unit["statements"] if "VIEW public.v " in s["sql"]]
    assert "FROM public.all_of_them() all_of_them(a, c, b)" in view
