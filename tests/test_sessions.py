"""What a database or a role prefers changes neither what is read of it nor what a migration does."""

from __future__ import annotations

import psycopg
import pytest

from applying import FIRST, migration, query, run
from schemadiff import catalog
from schemadiff.apply import apply, status
from schemadiff.postgres.content import content
from schemadiff.postgres.pg_dump import dump, find_pg_dump
from schemadiff.targets import connect

SCHEMA = r"""
CREATE TABLE public.t (
    a date DEFAULT '2020-02-01', b timestamptz DEFAULT '2020-02-01 00:00+00', c interval DEFAULT '1 day 2 hours',
    d bytea DEFAULT '\x00ff', e float8 DEFAULT 0.30000000000000004, "select" money DEFAULT 5::money,
    CHECK (b > '2020-02-01 00:00+00'::timestamptz)
);
CREATE TABLE public.p (a timestamptz) PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM ('2020-01-01 00:00+00') TO ('2021-01-01 00:00+00');
CREATE VIEW public.v AS SELECT 'a\b'::text AS s, '2020-02-01'::date AS r;
"""
PREFERRED = (
    "DateStyle = 'German, DMY'", "TimeZone = 'Europe/Berlin'", "IntervalStyle = iso_8601",
    "extra_float_digits = -3", "quote_all_identifiers = on", "bytea_output = escape",
)  # fmt: skip
TRAPS = """
CREATE SCHEMA trap;
CREATE FUNCTION trap.set_config(text, text, boolean) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$;
CREATE FUNCTION trap.current_setting(text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$;
CREATE FUNCTION trap.quote_ident(text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$;
"""
HIT = "CREATE FUNCTION trap.hit({0}, {0}) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$"
OPERATOR = "CREATE OPERATOR trap.{} (LEFTARG = {}, RIGHTARG = {}, FUNCTION = trap.hit)"
WRITTEN = r"CREATE TABLE public.made (a text DEFAULT 'a\b' CHECK (a <> 'q'), b int CHECK (b = NULL OR length(a) > 1));"


@pytest.fixture
def admin(server, database):
    return server.conninfo(database, superuser=True)


def prefer(admin, database, settings):
    for setting in settings:
        run(admin, f'ALTER DATABASE "{database}" SET {setting}')


def seen(server, database):
    bindir = server.bindir or find_pg_dump(server.major)
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        return catalog.read(conn).objects, dump(server.conninfo(database), bindir)


def test_a_schema_reads_the_same_whatever_the_database_prefers(server, database, admin):
    run(server.conninfo(database), SCHEMA)
    objects, dumped = seen(server, database)
    prefer(admin, database, PREFERRED[:-1])
    _, dumped_again = seen(server, database)
    prefer(admin, database, PREFERRED)
    (zone,) = query(server.conninfo(database), "SHOW TimeZone")[0]
    again, _ = seen(server, database)
    assert (zone, again) == ("Europe/Berlin", objects)
    assert dumped_again.replace('"', "") == dumped.replace('"', "")


def test_implicit_casts_to_text_as_before_postgresql_8_3_are_no_trouble(server, database, admin):
    objects, _ = seen(server, database)
    types = ("int2", "int4", "int8", "oid", "float8", "numeric", "date", "timestamptz")
    run(admin, "".join(f"CREATE CAST ({name} AS text) WITH INOUT AS IMPLICIT;" for name in types))
    found, _ = seen(server, database)
    assert sorted(address.type for address in found.keys() - objects.keys()) == ["cast"] * len(types)


def test_nothing_is_called_that_stands_before_the_names_of_postgresql(server, database, admin):
    theirs = server.conninfo(database)
    run(theirs, TRAPS)
    for argument in ("int", "text", "oid", "name"):
        operators = (OPERATOR.format(name, argument, argument) for name in ("=", "<>", ">", "~"))
        run(theirs, "; ".join((HIT.format(argument), *operators)))
    prefer(
        admin,
        database,
        ('search_path = trap, "$user", public, pg_catalog', "standard_conforming_strings = off"),
    )
    prefer(admin, database, ("transform_null_equals = on",))
    with pytest.raises(psycopg.errors.RaiseException):
        query(theirs, "SELECT 1 = 1")
    with connect(theirs, "target") as conn:
        assert conn.execute("SELECT current_setting('search_path'), 1 = 1").fetchone() == ('""', True)
    with psycopg.connect(theirs, autocommit=True) as conn:
        assert catalog.read(conn).role == server.loader
        assert content(conn, 1)["pg_class"]
    made = migration(FIRST, WRITTEN)
    apply(theirs, [made])
    assert [str(each.state) for each in status(theirs, [made])] == ["applied"]
    checks = "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conrelid = 'public.made'::regclass ORDER BY 1"
    with connect(theirs, "target") as conn:
        found = [text for (text,) in conn.execute(checks).fetchall()]
        default = conn.execute(
            "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'public.made'::regclass"
        ).fetchone()
    assert found == ["((b = NULL::integer) OR (length(a) > 1))", "(a <> 'q'::text)"]
    assert default == (r"'a\b'::text",)
