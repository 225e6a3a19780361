"""The entries of a dump for a copy contain no owners, whatever names and texts are in them."""

import psycopg
import pytest

from schemadiff.model import Address
from schemadiff.postgres.pg_dump import dump, find_pg_dump
from schemadiff.postgres.server import ensure_roles
from schemadiff.proof.entries import entries
from schemadiff.proof.entry_names import Members, entry_name, entry_names
from schemadiff.proof.older_servers import accepted

SCHEMA = r'''
CREATE SCHEMA app;
CREATE TABLE app."a
ALTER TABLE app.b OWNER TO c;" ("ALTER TABLE x OWNER TO y;" int PRIMARY KEY);
CREATE VIEW app."odd "" OWNER TO view" AS SELECT 1 AS one;
CREATE TABLE app.parted (id int) PARTITION BY LIST (id);
CREATE TYPE app.mood AS ENUM ('OWNER TO');
CREATE FUNCTION app.f(a app.mood, "b "" c" text[]) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE '
ALTER TABLE app.b OWNER TO c;
';
    RETURN a;
END
$$;
SET check_function_bodies = off;
CREATE FUNCTION app.ends_alike() RETURNS int LANGUAGE plpgsql AS '
BEGIN END;
--
ALTER FUNCTION app.ends_alike() OWNER TO c;
';
CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int);
CREATE OPERATOR app.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
COMMENT ON TYPE app.mood IS '
ALTER TYPE app.mood OWNER TO c;
';
ALTER TABLE app."a
ALTER TABLE app.b OWNER TO c;" OWNER TO "who OWNER TO ""whom""";

'''


def test_owners_are_left_out_and_nothing_else(server, database):
    ensure_roles(server, {'who OWNER TO "whom"'})
    conninfo, bindir = server.conninfo(database, superuser=True), server.bindir or find_pg_dump(server.major)
    with psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute(SCHEMA)
    with_owners, without = (dump(conninfo, bindir, owners=owners) for owners in (True, False))
    found, expected = (
        {(entry.kind, entry.name): entry.sql.strip() for entry in entries(text, (), Members())}
        for text in (with_owners, without)
    )
    assert with_owners.count(" OWNER TO ") > without.count(" OWNER TO ") + 8
    assert {key: _lines(sql) for key, sql in found.items()} == {
        key: _lines(sql) for key, sql in expected.items()
    }


def test_what_a_newer_pg_dump_prints_is_said_as_the_server_takes_it(server, database):
    """pg_dump 18 prints NOT NULL of inherited columns as constraints of the table, also for servers that have none."""
    conninfo, bindir = server.conninfo(database, superuser=True), find_pg_dump(18)
    with psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute("""
            SET search_path = public;
            CREATE TABLE t (a int, b int NOT NULL, "c, ""d" int);
            CREATE TABLE h (e int DEFAULT 1) INHERITS (t);
            CREATE UNLOGGED TABLE i () INHERITS (t);
            ALTER TABLE h ALTER a SET NOT NULL;
            ALTER TABLE i ALTER a SET NOT NULL, ALTER "c, ""d" SET NOT NULL;
        """)
        text = dump(conninfo, bindir, owners=False)
        conn.execute("DROP TABLE t CASCADE; RESET search_path")
        for entry in entries(text, (), Members()):
            conn.execute(accepted(entry, server.version).sql.encode())
    assert dump(conninfo, bindir, owners=False) == text


def _lines(sql):
    return [line for line in sql.splitlines() if line]


@pytest.mark.parametrize(
    ("called", "identity"),
    [
        ("headers(text, OUT key text, OUT value text)", "extensions.headers(text)"),
        ("both(INOUT a integer, OUT b text)", "extensions.both(integer)"),
        ("none(OUT a integer)", "extensions.none()"),
    ],
)
def test_grants_on_members_say_what_comes_out_as_well(called, identity):
    found = entry_names([Address("function", identity)])
    assert entry_name("ACL", "extensions", f"FUNCTION {called}") in found
