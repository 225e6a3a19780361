"""A target with unusual settings is planned for, migrated and compared like any other."""

from __future__ import annotations

from psycopg.conninfo import conninfo_to_dict

ODD = (
    "DateStyle = 'German, DMY'", "TimeZone = 'Europe/Berlin'", "IntervalStyle = sql_standard", "bytea_output = escape",
    "extra_float_digits = -3", "quote_all_identifiers = on", "standard_conforming_strings = off", "array_nulls = off",
    "transform_null_equals = on", "xmloption = document", "search_path = elsewhere",
)  # fmt: skip
SCHEMA = r"""
CREATE SCHEMA elsewhere;
CREATE TABLE public.t (
    id int PRIMARY KEY, a date DEFAULT '2020-02-01', b interval DEFAULT '-1 day +2 hours', c bytea DEFAULT '\x00ff',
    d text[] DEFAULT '{NULL,"a\\b"}', e float8 DEFAULT 0.30000000000000004, f text DEFAULT 'a\b' CHECK (f <> 'a\'),
    g int CHECK (g = NULL OR g > 1), h timestamptz DEFAULT '2020-02-01 00:00+00'
);
CREATE FUNCTION public.f(a date DEFAULT '2020-02-01') RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1 WHERE a > '2020-03-01'::date; END;
"""


def test_what_it_prefers_makes_no_difference(project):
    assert project.target is not None
    name = conninfo_to_dict(project.target)["dbname"]
    for setting in ODD:
        project.execute(f'ALTER DATABASE "{name}" SET {setting}', superuser=True)
    project.desired(SCHEMA)
    said = project.planned()
    assert "the database sets" in said.out
    assert "no changes" in project.ok("plan").out
    project.desired(
        SCHEMA
        + "CREATE VIEW public.v AS SELECT NULLIF(a, '2020-04-01'::date) AS x, 'a\\b' AS y FROM public.t;"
    )
    project.planned()
    assert "no changes" in project.ok("plan", "--second-opinion").out
    assert project.query(
        "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 't_g_check'"
    ) == [('(("g" = NULL::integer) OR ("g" > 1))',)]
