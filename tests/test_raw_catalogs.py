"""``tools/raw_catalogs.py``: cases are right by the rows of the catalogues, and what differs there is seen."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import filter as matching

import psycopg
import pytest
from raw_catalogs import clone_of, rows, steps_of, walked
from raw_differences import CLONES, PLANS, Between, compare, listed
from raw_rows import CATALOGUES, Table, moment, read
from transitions import served

from cases import CASES
from majors import NEWEST, called, newest
from schemadiff.postgres.server import Server, scratch_database

STATE = """
    CREATE SCHEMA s;
    CREATE TYPE s.e AS ENUM ('a', 'b');
    CREATE FUNCTION s.f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
    CREATE FUNCTION s.f(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
    CREATE FUNCTION s.g(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
    CREATE AGGREGATE s.agg(integer) (SFUNC = s.f, STYPE = integer, INITCOND = '0');
    CREATE FUNCTION s.h(integer, bigint, integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
    CREATE AGGREGATE s.agg(bigint, integer) (SFUNC = s.h, STYPE = integer);
    CREATE OPERATOR s.@@@ (FUNCTION = s.f, LEFTARG = integer, RIGHTARG = integer);
    CREATE TABLE s.t (a integer PRIMARY KEY, "B; b" text DEFAULT 'x', e s.e);
    CREATE TABLE s.r (a integer REFERENCES s.t, v s.e[]);
    CREATE VIEW s.v AS SELECT a FROM s.t;
    CREATE POLICY p ON s.t USING (true);
"""
PLANTED = {
    "COMMENT ON TYPE s.t IS 'x'": ["pg_description of the plan"],
    'COMMENT ON RULE "_RETURN" ON s.v IS \'x\'': ["pg_description of the plan"],
    "CREATE OR REPLACE AGGREGATE s.agg(integer) (SFUNC = s.f, STYPE = integer, INITCOND = '1')": [
        "pg_aggregate.agginitval"
    ],
    "CREATE OR REPLACE AGGREGATE s.agg(integer) (SFUNC = s.g, STYPE = integer, INITCOND = '0')": [
        "pg_aggregate.aggtransfn",
        "pg_depend of the plan",
        "pg_depend of the files",
    ],
    "UPDATE pg_operator SET oprcode = 's.g'::regproc WHERE oprnamespace = 's'::regnamespace": ["pg_operator.oprcode"],
    "UPDATE pg_enum SET enumsortorder = 9 WHERE enumlabel = 'a'": [
        "pg_enum.enumsortorder",
    ],
    "ALTER TABLE s.r DISABLE TRIGGER ALL": ["pg_trigger.tgenabled"],
    "ALTER TABLE s.t ALTER a SET STATISTICS 7": ["pg_attribute.attstattarget"],
    "ALTER TABLE s.t ALTER \"B; b\" SET DEFAULT 'y'": ["pg_attrdef.adbin"],
    "DELETE FROM pg_depend WHERE deptype = 'i' AND classid = 'pg_rewrite'::regclass": [
        "pg_depend of the files"
    ],
    "GRANT SELECT (a) ON s.v TO PUBLIC": ["pg_attribute.attacl"],
    "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC": ["pg_language of the plan"],
    "CREATE INDEX ON s.t (e)": ["pg_attribute of the plan", "pg_class of the plan", "pg_depend of the plan", "pg_index of the plan"],
}  # fmt: skip
"""What is done to the database after the plan, and what differs then."""


@pytest.mark.parametrize("command", [False, True], ids=["plain", "command"])
@pytest.mark.parametrize("major", NEWEST, ids=called)
def test_cases_are_right(major, command):
    folders = [CASES / "aggregate" / "all-sorts", CASES / "table" / "typed", CASES / "column" / "collation"]
    steps = [*steps_of(folders, major)]
    found = walked(Namespace(major=major, command=command, online=False, clones=False), steps)
    assert [(each.word, each.message) for each in found] == [("equal", "")] * len(steps)


@pytest.mark.parametrize("major", NEWEST, ids=called)
def test_clones_are_right(major):
    names = ["aggregate/all-sorts", "inheritance/identity-of-partitions-called-before-their-whole"]
    steps = [*steps_of([CASES / name for name in names], major)]
    found = walked(Namespace(major=major, command=False, online=False, clones=True), steps)
    assert [(each.word, each.message) for each in found] == [("equal", "")] * len(steps)


@contextmanager
def loaded(server: Server) -> Iterator[tuple[psycopg.Connection, int]]:
    """A session of a database in the state, and the moment before that."""
    with scratch_database(server) as name:
        conninfo = server.conninfo(name, superuser=True)
        with psycopg.connect(conninfo, autocommit=True) as connection:
            since = moment(connection)
            connection.execute(STATE)
            yield connection, since


def differing(one: dict[str, Table], other: dict[str, Table], sides: Between = PLANS) -> list[str]:
    """What differs and must not."""
    known = listed(sides)
    return [each.what for each in compare(one, other, known) if not known.reason(each, "", 18)]


@newest
def test_what_differs_is_seen(server):
    found = {}
    with loaded(server) as (other, since):
        goal = read(other, since)
        for planted in PLANTED:
            with loaded(server) as (one, begun):
                assert differing(read(one, begun), goal) == []
                one.execute(planted)
                found[planted] = [*dict.fromkeys(differing(read(one, begun), goal))]
    assert found == PLANTED


@newest
def test_what_a_clone_lacks_is_seen(server):
    of_clones = Between("clone", "original", CLONES.part)
    found = {}
    with served(server.major, []) as workshop, scratch_database(workshop.server) as original:
        with psycopg.connect(workshop.server.conninfo(original, superuser=True)) as connection:
            since = moment(connection)
            connection.execute(STATE)
        goal = rows(workshop, original, since)
        with clone_of(workshop, original) as name:
            assert differing(rows(workshop, name, since), goal, of_clones) == []
            for planted in PLANTED:
                with psycopg.connect(workshop.server.conninfo(name, superuser=True)) as connection:
                    connection.execute(planted)
                    found[planted] = [*dict.fromkeys(differing(read(connection, since), goal, of_clones))]
                    connection.rollback()
    assert found == {planted: [*map(_of_clones, what)] for planted, what in PLANTED.items()}


def _of_clones(what: str) -> str:
    return what.replace(" of the plan", " of the clone").replace(" of the files", " of the original")


def test_what_may_differ_is_there(server18):
    """Every pattern of the list is of a column, or of a catalogue that one side alone has rows in."""
    with (
        scratch_database(server18) as database,
        psycopg.connect(server18.conninfo(database, superuser=True)) as connection,
    ):
        columns = dict(connection.execute(CATALOGUES, [[]]).fetchall())
    there = [f"{name}.{column}" for name in columns for column in columns[name]]
    strange = set()
    for sides in (PLANS, CLONES):
        known = listed(sides)
        lone = [f"{name} of the {side}" for name in columns for side in (sides.one, sides.other)]
        patterns = {*known.sets, *(what for each in known.allowed for what in each.what)}
        strange |= {each for each in patterns if not matching([*there, *lone], each)}
    # What 17 has taken out.
    assert strange == {"pg_attribute.attcacheoff"}
