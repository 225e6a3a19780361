"""Names resolve to the same objects whatever the order of the files."""

from __future__ import annotations

import random

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.desired import files, settling
from schemadiff.desired.load import load
from schemadiff.desired.session import run
from schemadiff.desired.settling import notes_of_circles
from schemadiff.postgres.server import scratch_database

CASES = {
    "a function that waits for a type that only a DO block makes": (
        "CREATE VIEW w AS SELECT f(1) AS x",
        "CREATE TABLE t (a int DEFAULT g(1), b x)",
        "CREATE VIEW of_t AS SELECT g(t.a) AS x FROM t",
        "CREATE FUNCTION f(bigint, a x DEFAULT NULL) RETURNS int LANGUAGE sql RETURN 1",
        "CREATE FUNCTION f(integer, a x DEFAULT NULL) RETURNS int LANGUAGE sql RETURN 2",
        "CREATE FUNCTION f(bigint) RETURNS int LANGUAGE sql IMMUTABLE RETURN 3",
        "CREATE FUNCTION g(anyelement) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'",
        "CREATE FUNCTION g(integer) RETURNS int LANGUAGE sql IMMUTABLE RETURN CASE WHEN $1 IS NULL THEN 0 ELSE (NULL::x IS NULL)::int END",
        "DO $$ BEGIN CREATE TYPE x AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    ),
    "an operator of another type than PostgreSQL's own, and a cast": (
        "CREATE DOMAIN d AS text CHECK (VALUE || 1 <> '')",
        "CREATE FUNCTION join_to(a text, b int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a'",
        "CREATE OPERATOR || (FUNCTION = join_to, LEFTARG = text, RIGHTARG = int)",
        "CREATE FUNCTION joined(a text DEFAULT 'a'::text || 1) RETURNS text LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT a || 2; END",
        "CREATE TABLE t (a text CHECK (a || 1 <> ''), b text GENERATED ALWAYS AS (a || 2) STORED)",
        "CREATE TYPE pair AS (a int, b int)",
        "CREATE FUNCTION as_text(pair) RETURNS text LANGUAGE sql IMMUTABLE RETURN ($1).a || ' and ' || ($1).b",
        "CREATE CAST (pair AS text) WITH FUNCTION as_text(pair) AS IMPLICIT",
        "CREATE FUNCTION of_pair(p pair) RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT p::text; END",
        "CREATE VIEW v AS SELECT ROW(1, 2)::pair::text AS x, a || 1 AS y FROM t",
        "CREATE INDEX i ON t ((a || 1))",
    ),
    "an operator of the rows of a table that has expressions itself": (
        "CREATE TABLE t (a text CHECK (a || 1 <> ''))",
        "CREATE TABLE u (a text CHECK (a || 1 <> ''))",
        "CREATE FUNCTION join_to_t(a t, b int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a.a'",
        "CREATE FUNCTION join_to_u(a u, b int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a.a'",
        "CREATE FUNCTION join_to(a text, b int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a'",
        "CREATE OPERATOR || (FUNCTION = join_to_t, LEFTARG = t, RIGHTARG = int)",
        "CREATE OPERATOR || (FUNCTION = join_to_u, LEFTARG = u, RIGHTARG = int)",
        "CREATE OPERATOR || (FUNCTION = join_to, LEFTARG = text, RIGHTARG = int)",
        "CREATE VIEW v AS SELECT t || 1 AS x, t.a || 1 AS y FROM t",
    ),
    "a relation of the search_path that comes before another one": (
        "CREATE SCHEMA one CREATE TABLE t (a int)",
        "CREATE SCHEMA two",
        "CREATE TABLE two.t (b int)",
        "CREATE TABLE public.t (c x)",
        "SET search_path = one, two, public; CREATE VIEW public.v AS SELECT * FROM t",
        "SET search_path = two, public; CREATE VIEW public.w AS SELECT *, f(1) AS f FROM t",
        "CREATE FUNCTION two.f(int) RETURNS x LANGUAGE sql AS 'SELECT NULL::x'",
        "CREATE FUNCTION public.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DO $$ BEGIN CREATE TYPE public.x AS ENUM ('a'); END $$",
    ),
    "columns that come by ALTER TABLE": (
        "CREATE TABLE t (a int)",
        "CREATE VIEW v AS SELECT * FROM t",
        "CREATE VIEW w AS SELECT 1 AS x",
        "CREATE FUNCTION of_w(w) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT of_w(w) FROM w; END",
        "ALTER TABLE t ADD COLUMN b int DEFAULT f()",
    ),
}  # fmt: skip
CIRCLE = (
    "CREATE VIEW v AS SELECT f(1) AS x",
    "CREATE VIEW w AS SELECT f(1) AS x",
    "CREATE FUNCTION f(bigint) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION f(integer) RETURNS SETOF v LANGUAGE sql AS 'SELECT * FROM v'",
    "CREATE FUNCTION g(integer) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT f.x FROM f(1); END",
    "CREATE TABLE a (x int PRIMARY KEY REFERENCES b)",
    "CREATE TABLE b (x int PRIMARY KEY REFERENCES a)",
)
"""What the view means, and what it is meant by, in one circle; two tables that refer to each other are none."""
USED = """
    SELECT i.type, i.identity, r.identity
    FROM pg_depend, pg_identify_object(classid, objid, objsubid) i, pg_identify_object(refclassid, refobjid, refobjsubid) r
    WHERE objid >= 16384 AND refobjid >= 16384 AND i.type <> 'trigger' AND i.identity NOT LIKE '%toast%'
"""


def loaded(server, root, texts):
    """What a database has, and everything in it needs, that is loaded from a file for each of the texts; what is said of it."""
    folder = root / "desired"
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number:02}.sql").write_text(text, encoding="utf-8")
    with scratch_database(server) as database:
        found = load(server, database, files.read(folder, root))
        with psycopg.connect(server.conninfo(database)) as conn:
            there = catalog.read(conn).objects
            return there, sorted(conn.execute(USED).fetchall()), notes_of_circles(found.early)


BEST = {
    "a function that waits for a type that only a DO block makes": {
        ("for public.t.a", "public.g(integer)"),
        ('"_RETURN" on public.w', "public.f(integer,public.x)"),
    },
    "an operator of another type than PostgreSQL's own, and a cast": {
        ("d_check on public.d", "public.||(pg_catalog.text,integer)"),
        ("public.joined(pg_catalog.text)", "public.||(pg_catalog.text,integer)"),
        ("public.i", "public.||(pg_catalog.text,integer)"),
        ("public.of_pair(public.pair)", "public.as_text(public.pair)"),
    },
    "an operator of the rows of a table that has expressions itself": {
        ("t_a_check on public.t", "public.||(pg_catalog.text,integer)"),
        ("u_a_check on public.u", "public.||(pg_catalog.text,integer)"),
    },
    "a relation of the search_path that comes before another one": {
        ('"_RETURN" on public.v', "one.t.a"),
        ('"_RETURN" on public.w', "two.f(integer)"),
    },
    "columns that come by ALTER TABLE": {('"_RETURN" on public.v', "public.t.b")},
}


@pytest.mark.parametrize("name", CASES)
def test_any_order_of_files_means_the_same(server18, tmp_path, name):
    """And not only the same: it is what a session finds that comes later."""
    texts = list(CASES[name])
    there, used, notes = loaded(server18, tmp_path, texts)
    assert notes == ()
    assert BEST[name] - {(user, what) for _, user, what in used} == set()
    for seed in range(6):
        random.Random(seed).shuffle(texts)
        assert loaded(server18, tmp_path, texts) == (there, used, ())


def test_a_circle_is_named_and_the_same_in_any_order(server18, tmp_path):
    texts = list(CIRCLE)
    there, used, notes = loaded(server18, tmp_path, texts)
    said = "view public.v cannot refer to function public.f (desired/03.sql:1:1) by this name: that one depends on it, and so is created after it"
    assert [(str(note.at), note.message) for note in notes] == [("desired/00.sql:1:1", said)]
    for seed in range(4):
        random.Random(seed).shuffle(texts)
        again = loaded(server18, tmp_path, texts)
        assert (there, used, 1) == (*again[:2], len(again[2]))


def test_tables_in_a_circle_do_not_wait_for_each_other(server18, tmp_path, monkeypatch):
    """A foreign key has no say in what anything means: each statement of a large circle runs a few times, not once for each other."""
    number = 40
    texts = [
        f"CREATE TABLE t{i} (id int PRIMARY KEY, a int REFERENCES t{(i * 7 + 3) % number}, b int REFERENCES t{(i + 1) % number});"
        f"CREATE VIEW v{i} AS SELECT * FROM t{i}"
        for i in range(number)
    ]
    ran = []
    monkeypatch.setattr(settling, "run", lambda session, step: ran.append(step) or run(session, step))
    _, _, notes = loaded(server18, tmp_path, texts)
    assert notes == ()
    assert len(ran) < 10 * number
