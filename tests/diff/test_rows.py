"""Expressions that make rows of a type are created again when the type changes; neither judge would see it."""

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.errors import Refused

BEFORE = """
    CREATE TYPE public.pair AS (a integer, b integer);
    CREATE TABLE public.t (a integer, b integer);
    CREATE FUNCTION public.first(public.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a';
    CREATE VIEW public.v AS SELECT ROW(1, 2)::public.pair::text AS pair, ROW(3, 4)::public.t::text AS t;
    CREATE FUNCTION public.f() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT ROW(5, 6)::public.t::text; END;
    CREATE TABLE public.u (k public.pair DEFAULT ROW(7, 8), id integer,
                           CONSTRAINT c CHECK (public.first(ROW(id, 9)) > 0));
"""
SEEN = "SELECT pair, t, public.f(), k::text FROM public.v, public.u"


def planned(session: psycopg.Connection, after: str) -> list[str]:
    """What is planned from ``BEFORE`` to what the text makes of an empty database."""
    session.execute(after.encode())
    wanted = catalog.read(session)
    session.execute(f"DROP SCHEMA public CASCADE; CREATE SCHEMA public; {BEFORE}".encode())
    return [statement.sql for statement in statements(catalog.read(session), wanted)]


@pytest.fixture
def session(server, database):
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as session:
        yield session


def test_rows_are_said_again_when_an_attribute_has_another_type(session):
    plan = planned(session, BEFORE.replace("b integer", "b bigint"))
    for sql in plan:
        session.execute(sql.encode())
    session.execute("INSERT INTO public.u (id) VALUES (1)")

    assert session.execute(SEEN).fetchall() == [("(1,2)", "(3,4)", "(5,6)", "(7,8)")]


def test_a_row_that_nobody_can_say_is_refused_by_name(session):
    with pytest.raises(Refused) as refused:
        planned(
            session,
            BEFORE + "ALTER TYPE public.pair ADD ATTRIBUTE c uuid; ALTER TABLE public.u RENAME id TO no;",
        )

    assert refused.value.message == (
        "table constraint c on public.u constructs a row of a type to which attributes were added later, which SQL cannot express"
    )
