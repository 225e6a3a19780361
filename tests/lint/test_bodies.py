"""Bodies of functions: those that PostgreSQL accepts are understood, others are named."""

from __future__ import annotations

import pytest
from linting import found, lint, subject, written

from schemadiff.lint import run
from schemadiff.postgres.server import scratch_database

TYPES = """
CREATE TABLE "the pairs" (a int, b text);
CREATE TYPE mood AS ENUM ('sad');
CREATE DOMAIN short AS text;
"""
UNDERSTOOD = """
CREATE FUNCTION f1(p "the pairs", q mood) RETURNS "the pairs" LANGUAGE plpgsql AS $$
DECLARE r "the pairs"%ROWTYPE; s "the pairs".b%TYPE; m mood; n public.mood := 'sad'; x public.short NOT NULL := 'x';
BEGIN
    r.a := 1; p.b := x;
    SELECT 'sad', 1 INTO m, r.a;
    RETURN r;
END $$;
CREATE FUNCTION f2(INOUT p "the pairs", OUT m mood) LANGUAGE plpgsql AS $$
BEGIN p.a := 1; SELECT a, 'sad' INTO p.b, m FROM "the pairs" m; FOR p IN SELECT * FROM "the pairs" LOOP NULL; END LOOP; END $$;
CREATE FUNCTION f3(c refcursor, VARIADIC a mood[]) RETURNS SETOF public.mood LANGUAGE plpgsql AS $$
DECLARE b mood[]; e mood; i int;
BEGIN
    OPEN c FOR SELECT 1; FETCH c INTO i;
    b[1] := 'sad'; b := b || a;
    FOREACH e IN ARRAY a LOOP RETURN NEXT e; END LOOP;
END $$;
CREATE FUNCTION f4() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE t_row record; x ALIAS FOR t_row; k CONSTANT text := TG_OP;
BEGIN x := NEW; NEW.a := 2; RETURN NEW; END $$;
"""
SQUEEZED = """
CREATE FUNCTION odd() RETURNS void LANGUAGE plpgsql AS $$
DECLARE a "the pairs"; b mood; c int;
BEGIN a.a := 1; SELECT b.b, 1 INTO b, c FROM "the pairs" b; DELETE FROM "the pairs"; END $$;
"""
READERS = ("RLS012", "RLS015", "RLS021", "SEC008", "FUN002", "FUN003", "FUN005", "FUN006")


@pytest.fixture
def given(server18, tmp_path):
    def of(sql):
        with scratch_database(server18) as database:
            return subject(server18, database, written(tmp_path, TYPES + sql), strict=True)

    return of


def test_what_postgresql_takes_is_understood(given):
    subject = given(UNDERSTOOD)
    report = lint(subject)

    assert subject.body_errors == ()
    assert found(report, "FUN003") == []
    assert [reason for _, reason in report.unable if reason != run.NO_DATABASE] == []


def test_a_body_that_is_not_understood_is_named(given):
    subject = given(SQUEEZED)
    report = lint(subject)

    # PostgreSQL takes it.
    assert subject.body_errors == ()
    reason = 'cannot look into function public.odd() (desired/a.sql:6:1: "a.a" is not a known variable)'
    assert [(code, reason) for code in READERS] == [
        (code, why) for code, why in report.unable if why != run.NO_DATABASE
    ]
    assert report.broken == ()
    assert report.exit_code != 3
    assert lint(subject, require_all=True).exit_code == 3
