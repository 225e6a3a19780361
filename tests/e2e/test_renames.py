"""Renames that are declared together with others of what they need: nothing is made anew, and the way back is proven."""

from __future__ import annotations

import pytest

from schemadiff import api
from schemadiff.comparison.states import State
from schemadiff.model import Planned
from schemadiff.settings import Settings, Shadow

PAIRS = {
    "functions of one name, and the type of an argument": (
        """
        CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a int);
        CREATE FUNCTION f(x e) RETURNS int LANGUAGE sql RETURN 1;
        CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql RETURN 1;
        CREATE FUNCTION f(x t) RETURNS int LANGUAGE sql RETURN 1;
        """,
        """
        -- schemadiff:renamed from e
        CREATE TYPE e2 AS ENUM ('a');
        -- schemadiff:renamed from t
        CREATE TABLE t2 (a int);
        -- schemadiff:renamed from f
        CREATE FUNCTION f2(x e2) RETURNS int LANGUAGE sql RETURN 1;
        -- schemadiff:renamed from f
        CREATE FUNCTION f2(x int) RETURNS int LANGUAGE sql RETURN 1;
        -- schemadiff:renamed from f
        CREATE FUNCTION f2(x t2) RETURNS int LANGUAGE sql RETURN 1;
        """,
        [
            "ALTER TYPE public.e RENAME TO e2",
            "ALTER TABLE public.t RENAME TO t2",
            "ALTER FUNCTION public.f(public.e2) RENAME TO f2",
            "ALTER FUNCTION public.f(integer) RENAME TO f2",
            "ALTER FUNCTION public.f(public.t2) RENAME TO f2",
        ],
    ),
    "a foreign table and its column": (
        """
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
        CREATE FOREIGN TABLE ft (a int, c text) SERVER s;
        """,
        """
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
        -- schemadiff:renamed from ft
        CREATE FOREIGN TABLE ft2 (
            a int,
            -- schemadiff:renamed from c
            "C c" text
        ) SERVER s;
        """,
        [
            "ALTER FOREIGN TABLE public.ft RENAME TO ft2",
            'ALTER TABLE public.ft2 RENAME COLUMN c TO "C c"',
        ],
    ),
    "a column and a check that a child table declares as well, and stands before its parent": (
        """
        CREATE TABLE c (b int, d int, CONSTRAINT k CHECK (b > 0)); CREATE TABLE p (b int, CONSTRAINT k CHECK (b > 0));
        ALTER TABLE c INHERIT p;
        """,
        """
        CREATE TABLE c (
            -- schemadiff:renamed from b
            b2 int,
            d int,
            -- schemadiff:renamed from k
            CONSTRAINT k2 CHECK (b2 > 0)
        );
        CREATE TABLE p (
            -- schemadiff:renamed from b
            b2 int,
            -- schemadiff:renamed from k
            CONSTRAINT k2 CHECK (b2 > 0)
        );
        ALTER TABLE c INHERIT p;
        """,
        ["ALTER TABLE public.p RENAME COLUMN b TO b2", "ALTER TABLE public.p RENAME CONSTRAINT k TO k2"],
    ),
    "an attribute that a table of the type declares as well": (
        "CREATE TYPE k AS (p int, q text); CREATE TABLE t OF k (p WITH OPTIONS DEFAULT 1);",
        """
        CREATE TYPE k AS (
            -- schemadiff:renamed from p
            p2 int,
            q text
        );
        CREATE TABLE t OF k (
            -- schemadiff:renamed from p
            p2 WITH OPTIONS DEFAULT 1
        );
        """,
        ["ALTER TYPE public.k RENAME ATTRIBUTE p TO p2 CASCADE"],
    ),
    "a table and a view that exchange their names, with what they have": (
        """
        CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;
        CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (NEW.a);
        """,
        """
        -- schemadiff:renamed from t
        CREATE TABLE v (
            -- schemadiff:renamed from a
            b int
        );
        -- schemadiff:renamed from v
        CREATE VIEW t AS SELECT b AS a FROM v;
        -- schemadiff:renamed from r
        CREATE RULE r2 AS ON INSERT TO t DO INSTEAD INSERT INTO v VALUES (NEW.a);
        """,
        [
            "ALTER TABLE public.t RENAME TO renamed_t_332b4fbd",
            "ALTER VIEW public.v RENAME TO t",
            "ALTER TABLE public.renamed_t_332b4fbd RENAME TO v",
            "ALTER TABLE public.v RENAME COLUMN a TO b",
            "ALTER RULE r on public.t RENAME TO r2",
        ],
    ),
    "labels, attributes and columns that take the name of the next one": (
        "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TYPE k AS (a int, b text); CREATE TABLE t (a e DEFAULT 'b', b k);",
        """
        CREATE TYPE e AS ENUM (
            -- schemadiff:renamed from a
            'b',
            -- schemadiff:renamed from b
            'c'
        );
        CREATE TYPE k AS (
            -- schemadiff:renamed from a
            b int,
            -- schemadiff:renamed from b
            c text
        );
        CREATE TABLE t (
            -- schemadiff:renamed from a
            b e DEFAULT 'c',
            -- schemadiff:renamed from b
            c k
        );
        """,
        [
            "ALTER TYPE public.e RENAME VALUE 'b' TO 'c'",
            "ALTER TYPE public.k RENAME ATTRIBUTE b TO c CASCADE",
            "ALTER TABLE public.t RENAME COLUMN b TO c",
            "ALTER TYPE public.e RENAME VALUE 'a' TO 'b'",
            "ALTER TYPE public.k RENAME ATTRIBUTE a TO b CASCADE",
            "ALTER TABLE public.t RENAME COLUMN a TO b",
        ],
    ),
    "a table that takes the name of a type, and one that exchanges it with a type": (
        """
        CREATE TABLE statuses (a int); CREATE TYPE status AS ENUM ('a');
        CREATE TABLE t (a int); CREATE DOMAIN s AS int; CREATE TABLE h (x t, y s);
        """,
        """
        -- schemadiff:renamed from statuses
        CREATE TABLE status (a int);
        -- schemadiff:renamed from status
        CREATE TYPE kind AS ENUM ('a');
        -- schemadiff:renamed from t
        CREATE TABLE s (a int);
        -- schemadiff:renamed from s
        CREATE DOMAIN t AS int;
        CREATE TABLE h (x s, y t);
        """,
        [
            "ALTER TABLE public.t RENAME TO renamed_t_332b4fbd",
            "ALTER TYPE public.s RENAME TO t",
            "ALTER TABLE public.renamed_t_332b4fbd RENAME TO s",
            "ALTER TYPE public.status RENAME TO kind",
            "ALTER TABLE public.statuses RENAME TO status",
        ],
    ),
    "a check of a child table that its parent has for itself": (
        """
        CREATE TABLE p (b int, CONSTRAINT k CHECK (b > 0) NO INHERIT);
        CREATE TABLE c (CONSTRAINT k CHECK (b > 0)) INHERITS (p);
        """,
        """
        CREATE TABLE p (
            b int,
            -- schemadiff:renamed from k
            CONSTRAINT k2 CHECK (b > 0) NO INHERIT
        );
        CREATE TABLE c (
            -- schemadiff:renamed from k
            CONSTRAINT k2 CHECK (b > 0)
        ) INHERITS (p);
        """,
        [
            "ALTER TABLE public.p RENAME CONSTRAINT k TO k2",
            "ALTER TABLE public.c RENAME CONSTRAINT k TO k2",
        ],
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_nothing_is_made_anew(tmp_path, name):
    before, after, statements = PAIRS[name]
    found = planned(tmp_path, before, after)
    assert (found.refusals, found.proof.ok, found.proof.way_back.ok) == ((), True, True)
    assert [statement.sql for statement in found.plan.statements] == statements


def planned(tmp_path, before: str, after: str) -> Planned:
    paths = [tmp_path / "one.sql", tmp_path / "other.sql"]
    for path, text in zip(paths, (before, after), strict=True):
        path.write_text(text)
    trusted = "FOREIGN DATA WRAPPER" in before
    shadow = Shadow(provider="embedded", version=18, trusted=trusted)
    settings = Settings(tmp_path, paths[1], tmp_path / "generated", shadow=shadow)
    return api.plan_between(settings, *(State(path.name, path=path) for path in paths))


def test_names_that_a_table_and_a_view_have_exchanged(tmp_path):
    _, after, _ = PAIRS["a table and a view that exchange their names, with what they have"]
    found = planned(tmp_path, after.replace("-- schemadiff", "-- "), after)
    assert [statement.sql for statement in found.plan.statements] == []
    assert {note.message.partition(": ")[2] for note in found.plan.notes} == {"the comment can be removed"}


def test_a_name_that_a_view_has_is_not_that_of_a_renamed_table(tmp_path):
    """The view goes, and another one has the former name of the table: neither says that the table has been renamed."""
    before = "CREATE TABLE t (a int); CREATE VIEW v AS SELECT 1 AS x;"
    after = "-- schemadiff:renamed from t\nCREATE TABLE v (a int); CREATE VIEW t AS SELECT a FROM v;"
    found = planned(tmp_path, before, after)
    words = "table public.v exists already, beside public.t: neither is renamed"
    assert [refusal.reason for refusal in found.refusals] == ["data loss"]
    assert words in [note.message for note in found.plan.notes]


def test_what_makes_a_renamed_range_keeps_its_name(tmp_path):
    body = "CREATE FUNCTION f() RETURNS {0} LANGUAGE plpgsql AS 'BEGIN RETURN {0}(1, 2); END';"
    made = f"CREATE TYPE {{0}} AS RANGE (subtype = int, multirange_type_name = m); {body}"
    found = planned(tmp_path, made.format("r"), f"-- schemadiff:renamed from r\n{made.format('r2')}")
    words = "the functions public.r(integer,integer) that make a public.r2 keep their names"
    assert [note.message.partition(":")[0] for note in found.plan.notes] == [words]


def test_comments_that_name_nothing_and_renames_without_a_comment_are_told_beside_others(tmp_path):
    before = "CREATE TABLE t (place text); CREATE TYPE e AS ENUM ('a');"
    after = """
        -- schemadiff:renamed from t
        CREATE TABLE u (
            -- schemadiff:renamed from plce
            seat text
        );
        CREATE TYPE e AS ENUM (
            'a',
            'b' -- schemadiff:renamed from c
        );
        """
    found = planned(tmp_path, before, after)
    assert [note.message.partition(" (alike")[0] for note in found.plan.notes] == [
        "table column public.u.seat looks like table column public.u.place renamed",
        "there is no table column public.u.plce to rename: seat is a new one",
        "there is no enum value public.e.c to rename: b is a new one",
    ]
