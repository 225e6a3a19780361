"""Names do not matter: a schema full of findings has the same ones when its names are odd."""

from __future__ import annotations

from string import ascii_letters

import pytest
from linting import found, lint, subject, written
from psycopg.sql import Identifier

from schemadiff.lint import RULES
from schemadiff.lint.observed import LIVE

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
CREATE EXTENSION vector WITH SCHEMA public;
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
"""
LETTERS = ascii_letters


def sql(make):
    return (SQL + TYPES_AND_CONSTRAINTS + POLICIES_AND_FUNCTIONS).format(
        **{letter: Identifier(make(letter)).as_string() for letter in LETTERS}
    )


@pytest.fixture(scope="module")
def findings(server18, tmp_path_factory):
    from schemadiff.postgres.server import scratch_database  # noqa: PLC0415

    def of(make):
        root = written(tmp_path_factory.mktemp("names"), sql(make))
        role = Identifier(make("r")).as_string()
        with scratch_database(server18) as database:
            settings = {
                "exposed_schemas": (make("s"), make("S")),
                "api_roles": (role,),
                "tenant_column": make("e"),
                "app_roles": (server18.loader,),
            }
            given = subject(server18, database, root, strict=True, **settings)
            report = lint(given)
        assert report.broken == ()
        return [entry for entry in found(report) if not entry[1].startswith("NAM")]

    return of


@pytest.mark.parametrize(
    "make",
    [
        lambda letter: f"{letter}.{letter}",
        lambda letter: f'"{letter}" on "x"',
        lambda letter: f"{letter} IS NOT NULL) AND (",
        lambda letter: f"{letter}'; DROP SCHEMA public CASCADE; --",
        lambda letter: f"Ünï{letter}🐘 ",
        lambda letter: f"{letter}\n-- schemadiff:ignore {letter}",
        lambda letter: f"{letter} USING btree (a) WHERE true",
        lambda letter: f"public.{letter}(integer, text)",
        lambda letter: f"\\{letter}%s{{}}",
        lambda letter: f"select{letter}"[:6] + letter * 57,
    ],
    ids=["dots", "quotes", "predicate", "sql", "emoji", "comment", "index", "call", "escapes", "long"],
)
def test_odd_names_change_nothing(findings, make):
    plain = findings(lambda letter: f"name_{letter}")

    lines = set(findings(make))
    if "\n" in make("a"):
        assert {entry[1:] for entry in lines} == {entry[1:] for entry in plain}
    else:
        assert lines == set(plain)


def test_the_schema_has_something_for_nearly_every_rule(findings):
    seen = {rule for _, rule, _ in findings(lambda letter: f"name_{letter}")}

    # Foreign tables and LEAKPROOF take a superuser.
    assert {rule.CODE for rule in RULES} - seen == {"RLS025", "SEC009"} | {
        rule.CODE for rule in RULES if rule.ON in LIVE or rule.CODE.startswith(("NAM", "MIG"))
    }
