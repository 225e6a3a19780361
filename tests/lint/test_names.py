"""The rules find the same in a schema whose names need quoting.

Rules about migrations are in test_mig.py, and those about a database in use in test_live.py, with odd names as well.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from string import ascii_letters

import psycopg
import pytest
from linting import extension, found, lint, subject, written
from psycopg.sql import Identifier

from majors import NEWEST, called, serving
from schemadiff.lint import RULES
from schemadiff.lint.nam import nam002, nam003
from schemadiff.lint.observed import LIVE
from schemadiff.lint.step import Step
from schemadiff.lint.subject import FACTS
from schemadiff.postgres.server import scratch_database
from schemadiff.sql.identity import identity

SQL = """
CREATE SCHEMA {s};
CREATE TABLE {s}.{t} ({c} uuid PRIMARY KEY, {d} uuid REFERENCES {s}.{t} ON DELETE CASCADE, x timestamp);
CREATE TABLE {s}.{u} ({c} uuid NOT NULL, {d} uuid NOT NULL, UNIQUE ({c}, {d}));
ALTER TABLE {s}.{u} ADD CONSTRAINT {k} FOREIGN KEY ({d}) REFERENCES {s}.{t} ON DELETE SET NULL;
CREATE UNIQUE INDEX {i} ON {s}.{t} ({d}, x);
CREATE INDEX {j} ON {s}.{t} (x);
CREATE INDEX {k} ON {s}.{t} (x);
CREATE INDEX {l} ON {s}.{t} (x, {c});
CREATE FUNCTION {s}.{f}() RETURNS uuid LANGUAGE sql STABLE RETURN NULL::uuid;
CREATE FUNCTION {s}.{g}({c} uuid) RETURNS uuid LANGUAGE plpgsql AS 'BEGIN RETURN $1; END';
CREATE FUNCTION {s}.{h}({c} uuid) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN $1; END';
ALTER TABLE {s}.{t} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {p} ON {s}.{t} USING ({d} = {s}.{f}() OR {d} IN (SELECT {s}.{t}.{c} FROM {s}.{u}));
CREATE POLICY {q} ON {s}.{t} FOR SELECT TO {r} USING ({d} = (SELECT {s}.{f}()));
CREATE POLICY {k} ON {s}.{t} FOR INSERT TO {r};
CREATE POLICY {l} ON {s}.{t} FOR DELETE TO {r} USING (true);
CREATE POLICY {i} ON {s}.{t} FOR SELECT TO PUBLIC USING (true);
CREATE POLICY {j} ON {s}.{t} FOR SELECT TO {r} USING ({d} = 'a'::text);
CREATE TABLE {s}.{v} ({c} uuid PRIMARY KEY, {d} uuid);
CREATE POLICY {p} ON {s}.{v} USING ({d} = (SELECT {s}.{f}()));
CREATE TABLE {s}.{w} ({c} uuid PRIMARY KEY);
ALTER TABLE {s}.{w} ENABLE ROW LEVEL SECURITY;
CREATE VIEW {s}.{x} AS SELECT {c} FROM {s}.{t};
CREATE TABLE {s}.{y} ({c} uuid) PARTITION BY RANGE ({c});
ALTER TABLE {s}.{y} ENABLE ROW LEVEL SECURITY;
CREATE TABLE {s}.{z} PARTITION OF {s}.{y} DEFAULT;
GRANT SELECT, TRUNCATE ON {s}.{t}, {s}.{u}, {s}.{x}, {s}.{z} TO {r};
"""
TYPES_AND_CONSTRAINTS = """
CREATE DOMAIN {s}.{n} AS int CHECK (VALUE > 0);
CREATE TABLE {s}.{a} ({b} text, {c} int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {d} json, {e} char(3),
    {f} serial, {g} money, {h} regproc, {i} {s}.{n}, {j} varchar(9), {k} boolean, {l} text DEFAULT 'x',
    {m} int CHECK ({m} > 0), up_id uuid, updated_at timestamptz, UNIQUE ({b}));
CREATE TABLE {s}.{o} ({e} char(3) PRIMARY KEY, {c} bigint, {d} int, {b} int CONSTRAINT {b} REFERENCES {s}.{a}, {m} int,
    UNIQUE ({c}, {d}), CONSTRAINT {c} FOREIGN KEY ({c}) REFERENCES {s}.{a},
    CONSTRAINT {d} FOREIGN KEY ({b}) REFERENCES {s}.{a},
    CONSTRAINT {m} FOREIGN KEY ({c}, {m}) REFERENCES {s}.{o} ({c}, {d}));
ALTER TABLE {s}.{o} ADD CONSTRAINT {i} CHECK ({b} IS NULL) NOT VALID;
"""
POLICIES_AND_FUNCTIONS = """
CREATE SCHEMA {S};
CREATE TABLE {S}.{A} ({C} uuid PRIMARY KEY, {D} uuid, {F} text, {G} text);
ALTER TABLE {S}.{A} ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION {S}.{I}() RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT auth.uid()';
CREATE POLICY {P} ON {S}.{A} FOR UPDATE TO {r} USING ({D} = (SELECT auth.uid())) WITH CHECK ({F} = {G});
CREATE POLICY {Q} ON {S}.{A} USING (lower({F}) = (SELECT auth.jwt() -> 'user_metadata' ->> {C}::text));
CREATE POLICY {T} ON {S}.{A} USING (lower({F}) = (SELECT auth.role()));
CREATE POLICY {U} ON {S}.{A} FOR DELETE TO {r} USING ({D} = current_setting('app.tenant')::uuid);
CREATE POLICY {V} ON {S}.{A} USING (auth.uid() IS NOT NULL);
CREATE POLICY {W} ON {S}.{A} USING ({C} = (SELECT {S}.{I}()));
CREATE POLICY {X} ON {S}.{A} TO {r} USING ({D} IN (SELECT {A}.{D} FROM {S}.{A}));
CREATE TABLE {S}.{E} ({D} uuid PRIMARY KEY);
ALTER TABLE {S}.{E} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {Y} ON {S}.{E} FOR UPDATE TO {r} USING ({D} = (SELECT auth.uid()));
CREATE MATERIALIZED VIEW {S}.{M} AS SELECT {C} FROM {S}.{A};
CREATE FUNCTION {S}.{Q}() RETURNS void LANGUAGE plpgsql SET search_path = '' AS $do$ DECLARE {C} {S}.{A}; BEGIN SELECT * INTO {C} FROM {E}; END $do$;
CREATE FUNCTION {S}.{K}({C} uuid) RETURNS void LANGUAGE plpgsql AS $do$ BEGIN DELETE FROM {S}.{E} WHERE {E}.{D} = {K}.{C}; END $do$;
CREATE PROCEDURE {S}.{U}({C} {S}.{A}) LANGUAGE plpgsql SECURITY DEFINER SET search_path = {S} AS 'BEGIN END';
CREATE SCHEMA {Y};
CREATE TABLE {Y}.{T} ({C} uuid PRIMARY KEY);
GRANT INSERT ({C}) ON {Y}.{T} TO PUBLIC;
GRANT CREATE ON SCHEMA {Y} TO PUBLIC;
CREATE EXTENSION {{extension}} WITH SCHEMA public;
GRANT SELECT ON {S}.{M} TO {r};
CREATE TABLE {S}.{B} ({C} uuid, secret text, {D} text[], {E} int, {F} int, {G} int);
CREATE INDEX {H} ON {S}.{B} ({D});
CREATE INDEX {I} ON {S}.{B} ({E}, {F}, {G}, {C});
GRANT SELECT, INSERT ON {S}.{B} TO {r};
CREATE FUNCTION {S}.{B}({C} text, {D} int DEFAULT 1) RETURNS boolean LANGUAGE plpgsql AS $do$ BEGIN EXECUTE 'x' || {C}; RETURN NULL; EXCEPTION WHEN others THEN NULL; END $do$;
CREATE FUNCTION {S}.{B}({C} text) RETURNS boolean LANGUAGE sql STABLE RETURN true;
CREATE POLICY {Z} ON {S}.{A} USING ({S}.{B}({G}, 1) OR {C} IN (SELECT {B}.{C} FROM {S}.{B}));
CREATE VIEW {S}.{C} AS SELECT id AS {C} FROM auth.users;
GRANT SELECT ON {S}.{C} TO {r};
CREATE FOREIGN DATA WRAPPER {W};
CREATE SERVER {V} FOREIGN DATA WRAPPER {W};
CREATE FOREIGN TABLE {S}.{F} ({C} int) SERVER {V};
GRANT SELECT ON {S}.{F} TO {r};
CREATE FUNCTION {S}.{D}(int) RETURNS boolean LANGUAGE sql LEAKPROOF IMMUTABLE RETURN true;
"""
LETTERS = ascii_letters
ODD = {
    "dots": lambda letter: f"{letter}.{letter}",
    "quotes": lambda letter: f'"{letter}" on "x"',
    "predicate": lambda letter: f"{letter} IS NOT NULL) AND (",
    "sql": lambda letter: f"{letter}'; DROP SCHEMA public CASCADE; --",
    "emoji": lambda letter: f"Ünï{letter}🐘 ",
    "comment": lambda letter: f"{letter}\n-- schemadiff:ignore {letter}",
    "index": lambda letter: f"{letter} USING btree (a) WHERE true",
    "call": lambda letter: f"public.{letter}(integer, text)",
    "escapes": lambda letter: f"\\{letter}%s{{}}",
    "long": lambda letter: f"select{letter}"[:6] + letter * 57,
}


def plain(letter: str) -> str:
    return f"name_{letter}"


def sql(make, extension):
    return (
        (SQL + TYPES_AND_CONSTRAINTS + POLICIES_AND_FUNCTIONS)
        .format(**{letter: Identifier(make(letter)).as_string() for letter in LETTERS})
        .replace("{extension}", extension)
    )


@pytest.fixture(scope="module", params=NEWEST, ids=called)
def linted(request, tmp_path_factory):
    """The report of the schema with such names, and what it was made of; of a superuser, who may do all of that."""
    with serving(request, request.param) as server:
        trusted = replace(server, base=server.superuser_base, trusted=True)

        @cache
        def of(make):
            root = written(tmp_path_factory.mktemp("names"), sql(make, extension(server)))
            role = Identifier(make("r")).as_string()
            with scratch_database(trusted) as database, owner_of(trusted, database) as owner:
                settings = {
                    "exposed_schemas": (make("s"), make("S")),
                    "api_roles": (role,),
                    "tenant_column": make("e"),
                    "app_roles": (owner,),
                }
                given = subject(trusted, database, root, strict=True, **settings)
                report = lint(given)
            assert report.broken == ()
            return report, given

        yield of


@contextmanager
def owner_of(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        yield conn.execute("SELECT current_user").fetchone()[0]


def without_names(report):
    return [entry for entry in found(report) if not entry[1].startswith("NAM")]


@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
def test_odd_names_change_nothing(linted, make):
    usual, odd = (without_names(linted(each)[0]) for each in (plain, make))

    if "\n" in make("a"):
        assert {entry[1:] for entry in odd} == {entry[1:] for entry in usual}
    else:
        assert set(odd) == set(usual)


@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
def test_the_rules_about_names_find_them(linted, make):
    report, given = linted(make)
    named = {make(letter) for letter in LETTERS}
    ours = {
        address
        for address in given.catalog.objects.keys() - given.broken_addresses
        if (whole := identity(address)) and whole.name[-1] in named and address.type not in FACTS
    }
    about = {f.rule: {g.address for g in report.findings if g.rule == f.rule} for f in report.findings}

    odd = {a for a in ours if a.type in nam002.KINDS and not re.fullmatch("[a-z]+", identity(a).name[-1])}
    assert about.get("NAM002", set()) & ours == odd
    assert about["NAM003"] & ours == {a for a in odd if a.type in nam003.KINDS}
    assert about.get("NAM001", set()) & ours == (ours if len(make("z").encode()) == 63 else set())


def test_the_schema_has_something_for_every_rule(linted):
    """A rule that is new fails here until it is tried on odd names."""
    seen = {rule for _, rule, _ in found(linted(ODD["quotes"])[0]) + found(linted(ODD["long"])[0])}

    assert {rule.CODE for rule in RULES} - seen == {rule.CODE for rule in RULES if rule.ON in (*LIVE, Step)}
