"""A plan names the stored values that a replaced function would compute otherwise."""

from __future__ import annotations

FUNCTION = "CREATE FUNCTION public.f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE {} RETURN a + {};\n"
KEPT = """
CREATE FUNCTION public.g(a integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN public.f(a) * 2;
CREATE DOMAIN public.d AS integer CONSTRAINT d CHECK (public.f(VALUE) > 0);
CREATE TABLE public.t (a integer, s integer GENERATED ALWAYS AS (public.f(a)) STORED, CONSTRAINT c CHECK (public.g(a) > 0),
                       CONSTRAINT x EXCLUDE USING btree (public.f(a) WITH =));
CREATE UNIQUE INDEX i ON public.t (public.g(a));
CREATE INDEX other ON public.t (s);
CREATE VIEW public.v AS SELECT public.f(a) AS f FROM public.t;
CREATE MATERIALIZED VIEW public.m AS SELECT f FROM public.v;
CREATE TEXT SEARCH DICTIONARY public.dict (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH CONFIGURATION public.conf (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION public.conf ADD MAPPING FOR word WITH public.dict;
CREATE INDEX words ON public.t USING gin (to_tsvector('public.conf', s::text));
CREATE TABLE public.p (a integer) PARTITION BY LIST (public.f(a));
"""


def told(project) -> dict[str, str]:
    flags = ("--allow-data-loss", "--format", "json")
    notes = project.ok("plan", "--from", "a.sql", "--to", "b.sql", *flags).json["plan"]["notes"]
    return {note["message"]: note["hint"] for note in notes if note["severity"] == "warning"}


def test_what_keeps_computed_values_is_named_with_what_computes_them_again(project18):
    project18.target = None
    project18.write("a.sql", FUNCTION.format("", 1) + KEPT)
    project18.write("b.sql", FUNCTION.format("", 2) + KEPT)
    ((message, hint),) = told(project18).items()
    for name in ("domain constraint d on public.d", "index public.i", "materialized view public.m", "table public.p",
                 "table column public.t.s", "table constraint c on public.t", "table constraint x on public.t"):  # fmt: skip
        assert name in message
    assert "public.other" not in message
    assert "REINDEX INDEX public.x" in hint
    assert "ALTER TABLE public.t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK" in hint

    project18.write("b.sql", FUNCTION.format("", 1) + KEPT.replace("WITH public.dict", "WITH simple"))
    assert told(project18) == {
        "text search configuration public.conf returns other results from now on, but values that it has computed already are kept: "
        "index public.words": "recompute them afterwards: REINDEX INDEX public.words"
    }

    # Its cost says nothing of what it computes; what is made anew has none of the old values.
    project18.write("b.sql", FUNCTION.format("COST 7", 1) + KEPT)
    assert told(project18) == {}
    project18.write("b.sql", FUNCTION.format("", 2) + "CREATE TABLE public.t (a integer);")
    assert told(project18) == {}


def test_an_aggregate_that_is_replaced_keeps_what_it_has_computed(project18):
    aggregate = (
        "CREATE FUNCTION public.add(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1 + $2;\n"
        "CREATE AGGREGATE public.total(integer) (SFUNC = public.add, STYPE = integer, INITCOND = '{}'{});\n"
        "CREATE MATERIALIZED VIEW public.m AS SELECT public.total(x) FROM generate_series(1, 3) x;\n"
    )
    project18.target = None
    project18.write("a.sql", aggregate.format(0, ""))
    project18.write("b.sql", aggregate.format(5, ""))
    assert told(project18) == {
        "aggregate public.total(integer) returns other results from now on, but values that it has computed already "
        "are kept: materialized view public.m": "recompute them afterwards: REFRESH MATERIALIZED VIEW public.m"
    }

    project18.write("b.sql", aggregate.format(0, ", PARALLEL = SAFE"))
    assert told(project18) == {}


def test_a_generated_column_that_is_made_anew_is_no_lost_column(project18):
    """Its values are computed again in the same transaction; lint speaks of the other one alone."""
    text = (
        "create table t (id int primary key, a text, b text, n int generated always as (length(a)) stored{});"
    )
    project18.desired(text.format(", c int"))
    project18.planned()
    project18.execute("insert into t (id, a) values (1, 'x')")
    project18.desired(text.format("").replace("length(a)", "length(a || b)"))
    planned = project18.run("plan", "--format", "json", "--allow-data-loss").json
    assert [f["address"]["identity"] for f in planned["findings"] if f["rule"] == "MIG017"] == ["public.t.c"]
