"""Objects that no kind reads are named with their address; large objects, which are rows, are not."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.model import Address

BASE_TYPE = """
CREATE TYPE public.odd;
CREATE FUNCTION public.odd_in(cstring) RETURNS public.odd LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION public.odd_out(public.odd) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE public.odd (INPUT = public.odd_in, OUTPUT = public.odd_out, LIKE = int4);
"""
SHELL_OPERATOR = """
CREATE FUNCTION public.lt(integer, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR public.<<< (FUNCTION = public.lt, LEFTARG = integer, RIGHTARG = text, COMMUTATOR = OPERATOR(public.>>>));
"""
PARTITIONED = """
CREATE TABLE public.p (a integer) PARTITION BY LIST (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
"""


@pytest.fixture
def session(server, database):
    conninfo = server.conninfo(database, superuser=True)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("made", "named"),
    [
        (BASE_TYPE, Address("type", "public.odd")),
        ('CREATE TYPE public."She; ll"', Address("type", 'public."She; ll"')),
        (SHELL_OPERATOR, Address("operator", "public.>>>(pg_catalog.text,integer)")),
    ],
)
def test_it_is_named(session, made, named):
    session.execute(made)
    found = catalog.read(session)
    assert [(thing.address, thing.schema) for thing in found.unmodelled] == [(named, "public")]


COMMENTED = """
    CREATE TABLE public.t (a int); CREATE VIEW public.v AS SELECT a FROM public.t;
    CREATE TYPE public.e AS ENUM ('a'); CREATE TYPE public.c AS (a int);
    CREATE TYPE public.r AS RANGE (subtype = int);
    CREATE TABLE public.p (a int PRIMARY KEY) PARTITION BY LIST (a);
    CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
    CREATE TABLE public.f (a int CONSTRAINT k REFERENCES public.p);
    COMMENT ON TYPE public.e IS 'read'; COMMENT ON TYPE public.c IS 'read'; COMMENT ON COLUMN public.c.a IS 'read';
    COMMENT ON TABLE public.t IS 'read'; COMMENT ON COLUMN public.t.a IS 'read'; COMMENT ON VIEW public.v IS 'read';
"""


@pytest.mark.parametrize(
    ("on", "named"),
    [
        ("TYPE public.t", Address("type with a comment", "public.t")),
        ("TYPE public.v", Address("type with a comment", "public.v")),
        ("TYPE public._e", Address("type with a comment", "public.e[]")),
        ('RULE "_RETURN" ON public.v', Address("rule with a comment", '"_RETURN" on public.v')),
        ("FUNCTION public.r(int, int)", Address("function with a comment", "public.r(integer,integer)")),
        (
            "CAST (public.r AS public.r_multirange)",
            Address("cast with a comment", "(public.r AS public.r_multirange)"),
        ),
        ("COLUMN public.t.ctid", Address("table with a comment on a system column", "public.t")),
    ],
)
def test_comments_that_no_dump_has_are_named(session, on, named):
    session.execute(COMMENTED)
    assert catalog.read(session).unmodelled == ()
    session.execute(f"COMMENT ON {on} IS 'x'")
    assert [thing.address for thing in catalog.read(session).unmodelled] == [named]


def test_constraints_that_are_switched_off_are_named(session):
    session.execute("CREATE TABLE public.t (a int PRIMARY KEY, b int CONSTRAINT later UNIQUE DEFERRABLE)")
    session.execute("CREATE TABLE public.r (a int CONSTRAINT points REFERENCES public.t, b int)")
    assert catalog.read(session).unmodelled == ()
    session.execute("ALTER TABLE public.t DISABLE TRIGGER ALL")
    named = [
        Address("table constraint with disabled triggers", f"{name} on public.{table}")
        for name, table in (("later", "t"), ("points", "r"))
    ]
    assert [thing.address for thing in catalog.read(session).unmodelled] == named
    session.execute("ALTER TABLE public.t ENABLE TRIGGER ALL; ALTER TABLE public.r DISABLE TRIGGER ALL")
    assert [thing.address for thing in catalog.read(session).unmodelled] == named[1:]
    session.execute("ALTER TABLE public.r ENABLE TRIGGER ALL")
    assert catalog.read(session).unmodelled == ()


def test_a_partition_that_is_half_detached_is_named(session):
    session.execute(PARTITIONED)
    with psycopg.connect(session.info.dsn) as reader:
        reader.execute("SELECT FROM public.p")
        # It waits for the reader after its first transaction, and gives up.
        session.execute("SET statement_timeout = '300ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            session.execute("ALTER TABLE public.p DETACH PARTITION public.p1 CONCURRENTLY")
        session.execute("RESET statement_timeout")
    found = catalog.read(session)
    assert [thing.address for thing in found.unmodelled] == [Address("table half detached", "public.p1")]


def test_large_objects_never(session):
    before = catalog.read(session)
    session.execute("SELECT lo_create(77777)")
    session.execute("GRANT SELECT ON LARGE OBJECT 77777 TO PUBLIC")
    session.execute("COMMENT ON LARGE OBJECT 77777 IS 'rows'")
    after = catalog.read(session)
    assert after.objects == before.objects
    assert after.unmodelled == ()
