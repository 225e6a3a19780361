"""Random schemas whose objects need each other in many ways at once, and changes of several of them together.

All is about one table, with what computes from it, keeps its rows or speaks of it in text: each object has a few forms
by which it can be made, and a change is another form of some. What PostgreSQL refuses is left out.
"""

from __future__ import annotations

from world import maybe, one

Forms = tuple[str, ...]
"""Statements that make one object in different ways; an empty one makes none."""

TYPES = (
    "int",
    "bigint",
    "numeric(8,2)",
    "text",
    "app.d",
    "app.e",
    "varchar(9)",
    "app.x",
    "app.k",
    "app.dd",
    "int[]",
)
VALUES = ("b", "a", "o")

OBJECTS: tuple[Forms, ...] = (
    (
        "CREATE TYPE app.e AS ENUM ('1', '2')",
        "CREATE TYPE app.e AS ENUM ('1', '2', '3')",
        "CREATE TYPE app.e AS ENUM ('2', '4')",
        "CREATE TYPE app.e AS ENUM ('2', '1')",
    ),
    (
        "CREATE DOMAIN app.d AS int CHECK (VALUE > 0)",
        "CREATE DOMAIN app.d AS bigint CHECK (VALUE > 0)",
        "CREATE DOMAIN app.d AS int DEFAULT 3",
        "CREATE DOMAIN app.d AS text",
        "CREATE DOMAIN app.d AS app.e NOT NULL",
    ),
    (
        "CREATE TYPE app.k AS (p int, q app.d)",
        "CREATE TYPE app.k AS (p int, q app.d[])",
        "CREATE TYPE app.k AS (p app.e, q text, r int)",
        "CREATE TYPE app.k AS (q app.d, p int)",
    ),
    (
        "CREATE DOMAIN app.dd AS app.d",
        "CREATE DOMAIN app.dd AS app.k CHECK ((VALUE).p IS NOT NULL)",
        "CREATE DOMAIN app.dd AS app.k[]",
        "CREATE DOMAIN app.dd AS app.d[] CHECK (cardinality(VALUE) < 3)",
        "CREATE DOMAIN app.dd AS app.x",
    ),
    (
        "CREATE TYPE app.x AS RANGE (subtype = app.d)",
        "CREATE TYPE app.x AS RANGE (subtype = app.e)",
        "CREATE TYPE app.x AS RANGE (subtype = int)",
        "CREATE TYPE app.x AS RANGE (subtype = app.dd)",
    ),
    ("CREATE SEQUENCE app.s", "CREATE SEQUENCE app.s AS int", "CREATE SEQUENCE app.s INCREMENT 5"),
    (
        "CREATE FUNCTION app.h(v {a}) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'",
        "CREATE FUNCTION app.h(v {a}) RETURNS int LANGUAGE sql IMMUTABLE RETURN 2",
        "CREATE FUNCTION app.h(w {a}) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN 2",
        "CREATE FUNCTION app.h(v {a}, z int DEFAULT 1) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END'",
        "CREATE FUNCTION app.h(anyelement) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END'",
        "",
    ),
    (
        "CREATE FUNCTION app.f(v {a}) RETURNS int LANGUAGE sql IMMUTABLE RETURN app.h(v) + 1",
        "CREATE FUNCTION app.f(v {a}) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN app.h(v); END'",
        "CREATE FUNCTION app.f(v {a}) RETURNS {o} LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN NULL; END'",
        "CREATE FUNCTION app.f(v {a}) RETURNS int LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT app.h(v); END",
        "CREATE FUNCTION app.f(VARIADIC v {a}[]) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END'",
        "CREATE FUNCTION app.f(v {a}) RETURNS app.d LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 1; END'",
    ),
    (
        "CREATE FUNCTION app.once() RETURNS int LANGUAGE sql RETURN nextval('app.s')::int",
        "CREATE FUNCTION app.once() RETURNS {o} LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE FUNCTION app.once(n int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT n'",
    ),
    (
        "CREATE TABLE app.t ({a_} {a}, {b_} {b}, {o_} {o}, CONSTRAINT tk UNIQUE ({b_}))",
        "CREATE TABLE app.t ({b_} {b} NOT NULL, {a_} {a}, {o_} {o} DEFAULT app.once())",
        "CREATE TABLE app.t ({a_} {a}, {o_} {o}, {b_} {b} PRIMARY KEY)",
        "CREATE TABLE app.t ({a_} {a}, {b_} {b}, {o_} {o}, CONSTRAINT tk UNIQUE ({a_}, {b_}), CHECK (app.f({a_}) IS NOT NULL)) PARTITION BY LIST ({b_})",
        "CREATE TABLE app.t ({a_} {a}, {b_} {b}, {o_} {o}, g int GENERATED ALWAYS AS (app.f({a_})) STORED, CONSTRAINT tk PRIMARY KEY ({b_}))",
        "CREATE TABLE app.t ({a_} {a}, {b_} {b}, {o_} {o}) PARTITION BY RANGE (({a_} IS NULL), {b_})",
    ),
    (
        "CREATE TABLE app.t1 PARTITION OF app.t DEFAULT",
        "CREATE TABLE app.t1 () INHERITS (app.t)",
        "CREATE TABLE app.t1 ({b_} {b}, m int, {a_} {a}) INHERITS (app.t)",
        "CREATE TABLE app.t1 (LIKE app.t INCLUDING ALL)",
        "",
    ),
    (
        "CREATE TABLE app.holds (r app.t, rs app.t[], k app.k, n int DEFAULT app.once())",
        "CREATE TABLE app.holds (n int, k app.k[], d app.dd, r app.t)",
        "CREATE TABLE app.holds (n bigint UNIQUE, d app.d REFERENCES app.t ({b_}), x app.x, r app.t1)",
        "CREATE TABLE app.holds (n int, b {b} REFERENCES app.t ({b_}) ON UPDATE CASCADE, v app.v)",
        "",
    ),
    ("CREATE DOMAIN app.td AS app.t CHECK ((VALUE).{b_} IS NOT NULL)", "CREATE DOMAIN app.td AS app.t[]", ""),
    (
        "ALTER TABLE app.t ADD CONSTRAINT c1 CHECK (app.f({a_}) > 0)",
        "ALTER TABLE app.t ADD CONSTRAINT c1 CHECK (t.* IS NOT NULL)",
        "ALTER TABLE app.t ADD CONSTRAINT c1 CHECK ({b_} IS DISTINCT FROM {o_}::text::{b}) NOT VALID",
        "ALTER TABLE app.t ADD CONSTRAINT c1 CHECK (app.row(t) > 0)",
        "",
    ),
    (
        "CREATE FUNCTION app.row(app.t) RETURNS int LANGUAGE sql IMMUTABLE RETURN ($1).{b_} IS NULL::int",
        "CREATE FUNCTION app.row(app.t) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN ($1).{b_}; END'",
        "CREATE FUNCTION app.row(app.t) RETURNS app.t LANGUAGE sql IMMUTABLE RETURN $1",
        "CREATE FUNCTION app.row(r app.t) RETURNS SETOF app.t LANGUAGE plpgsql AS 'DECLARE x app.t; y app.t.{a_}%TYPE; BEGIN RETURN NEXT r; END'",
        "",
    ),
    (
        "CREATE INDEX i1 ON app.t (app.f({a_}))",
        "CREATE INDEX i1 ON app.t ({b_}) WHERE app.f({a_}) > 0",
        "CREATE INDEX i1 ON app.t (app.row(t))",
        "CREATE UNIQUE INDEX i1 ON app.t ({b_}, app.h({a_})) INCLUDE ({o_})",
        "CREATE INDEX i1 ON app.t (({a_}::text), ({b_} IS NULL))",
        "",
    ),
    (
        "CREATE STATISTICS app.st ON (app.f({a_})), {b_} FROM app.t",
        "CREATE STATISTICS app.st ON {a_}, {b_} FROM app.t",
        "",
    ),
    (
        "CREATE VIEW app.v AS SELECT {a_}, app.f({a_}) AS n, t FROM app.t",
        "CREATE VIEW app.v AS SELECT * FROM app.t",
        "CREATE VIEW app.v AS TABLE app.t ORDER BY 1",
        "CREATE VIEW app.v AS SELECT t.*, ROW(1, NULL)::app.k AS k FROM app.t WHERE app.f({a_}) > 0",
        "CREATE VIEW app.v AS SELECT {b_} AS {a_}, {a_}::text AS {b_} FROM app.t WHERE {o_} IS NOT NULL WITH CHECK OPTION",
        "CREATE VIEW app.v AS SELECT x.{a_}, y.{b_} FROM app.t x FULL JOIN app.t y USING ({b_})",
        "CREATE VIEW app.v AS SELECT z.* FROM app.t, LATERAL (SELECT t.{a_}, t AS whole) z",
        "CREATE VIEW app.v AS SELECT f.* FROM app.t, app.row(t) f",
        "",
    ),
    (
        "CREATE VIEW app.w AS SELECT * FROM app.v",
        "CREATE VIEW app.w AS SELECT v.{a_} AS n, v FROM app.v",
        "CREATE VIEW app.w AS SELECT count(v) AS n FROM app.v",
        "CREATE VIEW app.w AS SELECT v.{a_}, max(app.once()) AS n FROM app.v GROUP BY v.{a_}",
        "",
    ),
    (
        "CREATE MATERIALIZED VIEW app.m AS SELECT * FROM app.w WITH NO DATA",
        "CREATE MATERIALIZED VIEW app.m AS SELECT w.{a_} AS c, w::text AS n FROM app.w WITH NO DATA",
        "CREATE MATERIALIZED VIEW app.m AS SELECT app.f({a_}) AS n FROM app.t WITH NO DATA",
        "",
    ),
    ("CREATE INDEX mi ON app.m (n)", "CREATE UNIQUE INDEX mi ON app.m (n)", ""),
    (
        "CREATE FUNCTION app.put(v {b}) RETURNS void LANGUAGE sql BEGIN ATOMIC INSERT INTO app.t ({b_}) VALUES (v) ON CONFLICT ON CONSTRAINT tk DO NOTHING; END",
        "CREATE FUNCTION app.put(v {b}) RETURNS void LANGUAGE plpgsql AS 'BEGIN INSERT INTO app.t ({b_}) VALUES (v) ON CONFLICT ON CONSTRAINT tk DO NOTHING; END'",
        "CREATE FUNCTION app.put(v app.t.{b_}%TYPE) RETURNS app.t LANGUAGE sql BEGIN ATOMIC UPDATE app.t SET {b_} = v RETURNING *; END",
        "CREATE PROCEDURE app.put(v {b}) LANGUAGE sql BEGIN ATOMIC DELETE FROM app.v WHERE {a_} IS NULL; SELECT app.f({a_}) FROM app.t; END",
        "",
    ),
    (
        "CREATE FUNCTION app.put2() RETURNS void LANGUAGE sql BEGIN ATOMIC SELECT app.put(NULL); SELECT app.row(t) FROM app.t; END",
        "CREATE FUNCTION app.put2() RETURNS TABLE (n int, r app.t) LANGUAGE sql BEGIN ATOMIC SELECT app.f({a_}), t FROM app.t; END",
        "CREATE FUNCTION app.put2() RETURNS SETOF app.v LANGUAGE sql AS 'SELECT * FROM app.v'",
        "",
    ),
    (
        "CREATE VIEW app.called AS SELECT * FROM app.put2()",
        "CREATE VIEW app.called AS SELECT p.n FROM app.put2() p",
        "CREATE VIEW app.called AS SELECT p AS n FROM app.put2() AS p",
        "",
    ),
    (
        "CREATE FUNCTION app.tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM app.put(NEW.{b_}); RETURN NEW; END'",
        "CREATE FUNCTION app.tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ),
    (
        "CREATE TRIGGER tr BEFORE UPDATE OF {a_} ON app.t FOR EACH ROW WHEN (app.f(NEW.{a_}) > 0) EXECUTE FUNCTION app.tf()",
        "CREATE TRIGGER tr AFTER INSERT ON app.t REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.tf()",
        "CREATE TRIGGER tr BEFORE UPDATE ON app.t FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION app.tf()",
        "CREATE TRIGGER tr INSTEAD OF INSERT ON app.v FOR EACH ROW EXECUTE FUNCTION app.tf()",
        "",
    ),
    (
        "CREATE POLICY po ON app.t USING (app.f({a_}) > 0)",
        "CREATE POLICY po ON app.t USING ({b_}::text IN (SELECT v.{a_}::text FROM app.v))",
        "CREATE POLICY po ON app.t USING (app.row(t) IS NOT NULL)",
        "CREATE POLICY po ON app.t USING (EXISTS (SELECT FROM app.holds h WHERE (h.r).{b_} = t.{b_}))",
        "",
    ),
    (
        "CREATE RULE ru AS ON INSERT TO app.v DO INSTEAD INSERT INTO app.t ({a_}) VALUES (NEW.{a_}) RETURNING *",
        "CREATE RULE ru AS ON DELETE TO app.t WHERE app.f(OLD.{a_}) > 0 DO ALSO SELECT app.row(OLD)",
        "CREATE RULE ru AS ON UPDATE TO app.w DO INSTEAD NOTHING",
        "",
    ),
    (
        "ALTER VIEW app.v ALTER COLUMN {a_} SET DEFAULT NULL",
        "ALTER VIEW app.w ALTER COLUMN n SET DEFAULT app.once()",
        "",
    ),
    (
        "CREATE AGGREGATE app.ag({a}) (SFUNC = app.ags, STYPE = int)",
        "CREATE AGGREGATE app.ag({a}) (SFUNC = app.ags, STYPE = int, INITCOND = '1')",
        "",
    ),
    (
        "GRANT SELECT ({a_}) ON app.t TO app_reader",
        "GRANT SELECT ON app.t, app.v TO app_reader",
        "GRANT ALL ON app.w TO app_writer WITH GRANT OPTION",
        "",
    ),
    (
        "COMMENT ON COLUMN app.v.{a_} IS 'x'",
        "COMMENT ON COLUMN app.t.{a_} IS 'x'",
        "COMMENT ON FUNCTION app.f IS 'y'",
        "",
    ),
    (
        "ALTER TABLE app.t REPLICA IDENTITY USING INDEX tk",
        "ALTER TABLE app.t CLUSTER ON i1",
        "ALTER TABLE app.t REPLICA IDENTITY FULL",
        "",
    ),
    (
        "CREATE PUBLICATION pb FOR TABLE app.t ({b_}, {a_})",
        "CREATE PUBLICATION pb FOR TABLE app.t WHERE ({b_} IS NOT NULL)",
        "",
        "",
        "",
    ),
    ("ALTER SEQUENCE app.s OWNED BY app.t.{b_}", "ALTER SEQUENCE app.s OWNED BY app.holds.n", ""),
    (
        "ALTER TABLE app.holds ALTER n SET DEFAULT nextval('app.s')",
        "ALTER TABLE app.holds ADD CHECK (app.f(NULL::{a}) IS NULL)",
        "",
    ),
    ("CREATE OPERATOR app.=== (FUNCTION = app.same, LEFTARG = {a}, RIGHTARG = {a})", ""),
    (
        "CREATE CAST (app.k AS text) WITH INOUT AS IMPLICIT",
        "CREATE CAST (app.e AS int) WITH FUNCTION app.h AS IMPLICIT",
        "",
        "",
    ),
)
"""In the order in which they are made."""
LAST_NEEDED = 9
"""So many come before the table."""
SUMS = "CREATE FUNCTION app.ags(int, {a}) RETURNS int LANGUAGE sql IMMUTABLE RETURN $1"
SAME = "CREATE FUNCTION app.same({a}, {a}) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"

Drawn = tuple[dict[str, str], list[str]]
"""Names and types of columns, and the form of each object."""


def state(draw) -> Drawn:
    """Columns and forms; the first columns and forms more often than others."""
    names = {"a_": "a", "b_": "b", "o_": '"O o"'}
    types = {each: one(draw, *TYPES) for each in VALUES}
    return names | types, [one(draw, *forms) for forms in OBJECTS]


def changed(draw, drawn: Drawn) -> Drawn:
    """Some columns with another type or name, and some objects in another form."""
    columns, forms = dict(drawn[0]), list(drawn[1])
    for each in VALUES:
        if maybe(draw, "x"):
            columns[each] = one(draw, *TYPES)
    if maybe(draw, maybe(draw, "x")):
        columns["a_"], columns["b_"] = one(draw, ("b", "a"), ("n", "b"), ("a", "a b"), ("a", "q"))
        columns = {
            name: f'"{text}"' if " " in text and text[0] != '"' and name[-1] == "_" else text
            for name, text in columns.items()
        }
    for number in draw.sample(range(len(OBJECTS)), draw.randint(0, 6)):
        forms[number] = one(draw, *OBJECTS[number])
    return columns, forms


def statements(drawn: Drawn) -> list[str]:
    """What makes them; what is needed by something earlier is there when that is made the second time."""
    columns, forms = drawn
    texts = (*forms[:LAST_NEEDED], SUMS, SAME, *forms[LAST_NEEDED:], *forms[LAST_NEEDED:])
    return [_filled(text, columns) for text in texts if text]


def _filled(text: str, columns: dict[str, str]) -> str:
    for name, said in columns.items():
        text = text.replace("{" + name + "}", said)
    return text


__all__ = ["changed", "state", "statements"]
