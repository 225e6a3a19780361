"""Random functions, procedures and aggregates."""

from __future__ import annotations

from random_expressions import asked, changes_rows, text
from world import Item, World, maybe, one


def function(draw, world: World) -> Item:
    name = one(draw, "app.f1", "app.f2", "odd.f3")
    argument = one(
        draw,
        "a int",
        "a int DEFAULT 1",
        "a int, b text DEFAULT 'x'",
        "VARIADIC a int[]",
        "a app.e1",
        "a app.d1 DEFAULT NULL",
        "INOUT a int",
        'a int, OUT "B b" text, OUT c app.d1',
        "a anyelement",
        "",
    )
    options = one(draw, "", " STABLE", " IMMUTABLE")
    options += maybe(draw, " STRICT") + maybe(draw, " SECURITY DEFINER") + maybe(draw, " COST 7")
    options += maybe(
        draw, one(draw, " SET search_path = ''", " SET work_mem = '1MB' SET search_path FROM CURRENT")
    )
    options += maybe(draw, " PARALLEL SAFE")
    options += maybe(draw, " LEAKPROOF") + maybe(draw, " SUPPORT textlike_support") if world.superuser else ""
    relation, other = world.relation(draw), world.function(draw)
    returns, body = one(
        draw,
        ("int", "LANGUAGE sql{} AS 'SELECT 1'"),
        ("int", "LANGUAGE sql{} RETURN 2"),
        ("int", f"LANGUAGE sql{{}} BEGIN ATOMIC SELECT c1::int FROM {relation}; END"),
        ("int", f"LANGUAGE sql{{}} AS 'SELECT {other}(1)'"),
        (
            "SETOF record",
            f"LANGUAGE sql{{}} BEGIN ATOMIC {asked(draw, world, relation, world.relation(draw))}; END",
        ),
        ("text", f"LANGUAGE sql{{}} RETURN {text(draw, [], 2)}"),
        ("int", f"LANGUAGE sql{{}} RETURN {other}(1)"),
        ("text", "LANGUAGE plpgsql{} AS $$ BEGIN RETURN 'x'; END $$"),
        ("app.e1", "LANGUAGE sql{} AS $$ SELECT 'a'::app.e1 $$"),
        (f"SETOF {relation}", f"LANGUAGE sql{{}} ROWS 9 AS 'SELECT * FROM {relation}'"),
        (f"{relation}.c1%TYPE", "LANGUAGE sql{} AS 'SELECT NULL'"),
        ("TABLE (x int, y app.d1)", "LANGUAGE sql{} ROWS 5 AS 'SELECT 1, 11::app.d1'"),
        ("app.k1", "LANGUAGE sql{} AS 'SELECT NULL::app.k1'"),
        ("app.x1", "LANGUAGE sql{} RETURN NULL::app.x1"),
        ("int", "LANGUAGE sql TRANSFORM FOR TYPE int{} AS 'SELECT 1'"),
        ("int", "LANGUAGE lx1{} AS 'x'"),
        ("trigger", "LANGUAGE plpgsql{} AS $$ BEGIN RETURN NEW; END $$"),
    )
    made = f"CREATE FUNCTION {name}({argument}) RETURNS {returns} {body.replace('{}', options, 1)}"
    after = (f"ALTER FUNCTION {name} DEPENDS ON EXTENSION plpgsql",) if maybe(draw, maybe(draw, "x")) else ()
    return Item(f"function {name}", (made, *after))


def trigger_function(draw, world: World) -> Item:
    body = one(draw, "RETURN NEW;", "RETURN NULL;", "RAISE NOTICE 'x'; RETURN NEW;")
    sql = f"CREATE FUNCTION app.tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    return Item("function app.tf", (sql,))


def event_trigger_function(draw, world: World) -> Item:
    name, body = one(draw, "app.etf", "odd.etf"), one(draw, "NULL;", "RAISE DEBUG 'x';")
    sql = f"CREATE FUNCTION {name}() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    return Item(f"function {name}", (sql,))


def window_function(draw, world: World) -> Item:
    of = one(draw, "row_number", "rank")
    sql = f"CREATE FUNCTION app.wf1() RETURNS bigint LANGUAGE internal WINDOW AS 'window_{of}'"
    return Item("function app.wf1", (sql,))


def procedure(draw, world: World) -> Item:
    relation = world.relation(draw)
    changed = changes_rows(draw, world, world.table(draw), relation)
    body = one(
        draw,
        f"LANGUAGE sql BEGIN ATOMIC {changed}; END",
        "LANGUAGE sql AS ''",
        "LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN NULL; END $$",
        "LANGUAGE plpgsql SET work_mem = '1MB' SET search_path = app, pg_temp AS $$ BEGIN NULL; END $$",
        f"LANGUAGE sql BEGIN ATOMIC DELETE FROM {relation}; END",
    )
    arguments = one(draw, "a int", "a text", "INOUT a int", "a int DEFAULT 1, b app.e1 DEFAULT NULL")
    return Item("function app.pr1", (f"CREATE PROCEDURE app.pr1({arguments}) {body}",))


def aggregate(draw, world: World) -> Item:
    arguments, options = one(
        draw,
        ("int", "SFUNC = int4pl, STYPE = int"),
        ("int", "SFUNC = int4pl, STYPE = int, INITCOND = '0'"),
        ("int", "SFUNC = int4pl, STYPE = int, INITCOND = '0', COMBINEFUNC = int4pl, PARALLEL = SAFE"),
        ("int", "SFUNC = int4larger, STYPE = int, SORTOP = OPERATOR(pg_catalog.>)"),
        (
            "int",
            "SFUNC = int4pl, STYPE = int, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int, MINITCOND = '0'",
        ),
        ("VARIADIC int[]", "SFUNC = array_cat, STYPE = int[], INITCOND = '{}'"),
        ("text", "SFUNC = textcat, STYPE = text, FINALFUNC = upper, FINALFUNC_MODIFY = READ_WRITE"),
        ("float8 ORDER BY int", "SFUNC = app.f1, STYPE = int"),
        (
            "ORDER BY int",
            "SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = mode_final, FINALFUNC_EXTRA",
        ),
        ("app.e1", "SFUNC = enum_larger, STYPE = app.e1"),
        (
            'VARIADIC "any" ORDER BY VARIADIC "any"',
            "SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL",
        ),
        (
            "bigint",
            "SFUNC = int8_avg_accum, STYPE = internal, SSPACE = 48, COMBINEFUNC = int8_avg_combine,"  # noqa: ISC004
            " SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize",
        ),
    )
    return Item("function app.ag1", (f"CREATE AGGREGATE app.ag1({arguments}) ({options})",))
