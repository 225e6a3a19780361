"""Changes for clients of the API: which break them and which do not, and how a plan shows them."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff import cli
from schemadiff.postgres.server import scratch_database
from schemadiff.types.changes import compared, seen

BEFORE = """
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TYPE pair AS (a int, b text);
CREATE TABLE org (id int PRIMARY KEY);
CREATE TABLE t (
    id int PRIMARY KEY, gone text, narrower text, wider text NOT NULL, other int, needed text, computed int,
    free text NOT NULL, org int CONSTRAINT t_org_fkey REFERENCES org, feeling mood
);
CREATE TABLE dropped (id int);
CREATE VIEW v AS SELECT id, gone FROM t;
CREATE VIEW w AS SELECT id FROM t;
CREATE FUNCTION f(a int, b int DEFAULT 1, c text DEFAULT '') RETURNS text LANGUAGE sql AS 'SELECT ''x''';
CREATE FUNCTION rows_of() RETURNS TABLE (a int, b text) LANGUAGE sql AS 'SELECT 1, ''x''';
CREATE FUNCTION no_more() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION over(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION over(b text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION full_name(t) RETURNS text LANGUAGE sql AS 'SELECT ''x''';
"""
AFTER = """
CREATE TYPE mood AS ENUM ('good', 'so so');
CREATE TYPE pair AS (a text, c int);
CREATE TABLE org (id int PRIMARY KEY);
CREATE TABLE t (
    id int PRIMARY KEY, narrower text NOT NULL DEFAULT '', wider text, other text, needed text NOT NULL,
    computed int GENERATED ALWAYS AS (1) STORED, free text NOT NULL DEFAULT '', org int, feeling mood,
    fresh int, musty int NOT NULL
);
CREATE TABLE made (id int);
CREATE VIEW v AS SELECT id FROM t;
CREATE VIEW w AS SELECT DISTINCT id FROM t;
CREATE FUNCTION f(a bigint, b int, d int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION rows_of() RETURNS TABLE (a int, b text, c int) LANGUAGE sql AS 'SELECT 1, ''x'', 1';
CREATE FUNCTION over(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION over(b json) RETURNS int LANGUAGE sql AS 'SELECT 1';
"""
BREAKS = {
    "argument b of function public.f must be given",
    "argument c of function public.f is gone",
    "attribute public.pair.a was number | null, is string | null",
    "attribute public.pair.b is gone",
    "column public.t.computed can no longer be written",
    "column public.t.full_name is gone",
    "column public.t.gone is gone",
    "column public.t.musty is new, and an INSERT must give it",
    "column public.t.narrower was string | null, is string (for who writes it)",
    "column public.t.needed must be given in an INSERT",
    "column public.t.needed was string | null, is string (for who writes it)",
    "column public.t.other was number | null, is string | null (for who reads or writes it)",
    "column public.t.wider was string, is string | null (for who reads it)",
    "column public.v.gone is gone",
    'enum public.mood no longer has "bad"',
    "function public.f returned string, returns number",
    "function public.full_name is gone",
    "function public.no_more is gone",
    "function public.over has other overloads",
    "relationship t_org_fkey of public.t to org is gone",
    "table public.dropped is gone",
    "view public.w no longer takes INSERT",
    "view public.w no longer takes UPDATE",
}
DOES_NOT = {
    "argument d of function public.f is new",
    "attribute public.pair.c is new",
    "column public.t.fresh is new",
    'enum public.mood has "so so" as well',
    "function public.rows_of returned { a: number b: string }[], returns { a: number b: string c: number }[]",
    "table public.made is new",
}


def introspected(server, sql, schemas=("public",)):
    with scratch_database(server) as name, psycopg.connect(server.conninfo(name), autocommit=True) as conn:
        conn.execute(sql)
        return seen(conn, schemas)


def test_what_breaks_and_what_does_not(server18):
    found = list(compared(introspected(server18, BEFORE), introspected(server18, AFTER)))

    said = {
        breaks: {f"{it.what} {it.how}" for it in found if it.breaks is breaks} for breaks in (True, False)
    }
    assert said[True] == BREAKS
    assert said[False] == DOES_NOT
    assert len(found) == len({(it.what, it.how) for it in found})


def test_the_same_is_no_change_and_a_schema_may_come_and_go(server18):
    same = introspected(server18, BEFORE)
    assert list(compared(same, introspected(server18, BEFORE))) == []
    nothing = introspected(server18, "SELECT 1", ("api",))
    api = introspected(server18, "CREATE SCHEMA api CREATE TABLE t (id int)", ("api",))
    assert [(it.what, it.breaks) for it in compared(nothing, api)] == [("table api.t", False)]
    assert [(it.what, it.breaks) for it in compared(api, nothing)] == [("table api.t", True)]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "schemadiff.toml").write_text('[types]\ntypescript = "src/types.ts"\n')
    (tmp_path / "desired").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "desired" / "a.sql").write_text("create table t (id int primary key, a text, b int);")
    return tmp_path


def test_plan_says_what_breaks_clients_and_the_file_is_the_one_of_the_settings(project, capsys):
    def run(*args):
        code = cli.main([args[0], "-C", str(project), *args[1:]])
        return code, capsys.readouterr().out

    assert run("types", "typescript") == (0, "wrote src/types.ts\n")
    assert run("types", "typescript", "--check") == (0, "src/types.ts is up to date\n")
    assert "export type Database" in run("types", "typescript", "--out", "-")[1]
    assert "table public.t is new" in run("plan")[1]
    (project / "desired" / "a.sql").write_text(
        "-- schemadiff:renamed from t\ncreate table u (id int primary key, a text not null, b int);"
    )
    assert run("types", "typescript", "--check")[0] == 1

    text = run("plan", "--no-write")[1]
    assert "breaks: table public.t is gone" in text
    assert "table public.u is new" in text
    assert "breaks clients" in text
    unproven = run("plan", "--no-write", "--no-proof", "--format", "json")[1]
    assert '"what": "table public.t"' in unproven
    markdown = run("plan", "--no-write", "--format", "markdown")[1]
    assert "- **breaks:** `table public.t` is gone" in markdown
    (project / "schemadiff.toml").write_text("")
    assert "CLIENTS OF THE API" not in run("plan", "--no-write")[1]
