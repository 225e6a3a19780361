CREATE SCHEMA app;
CREATE DOMAIN app."D 1" AS integer;
CREATE DOMAIN app.over AS app."D 1" CONSTRAINT small CHECK (VALUE < 100);
CREATE TYPE app.pair AS (one app."D 1", other text);
CREATE TABLE app.t (
    id integer PRIMARY KEY,
    plain app."D 1" DEFAULT 3,
    many app."D 1"[] DEFAULT '{4}',
    pair app.pair,
    pairs app.pair[],
    over app.over[]
);
CREATE INDEX ON app.t (plain);
CREATE INDEX ON app.t USING gin (many);
CREATE VIEW app.v AS SELECT id, plain, (pair).one FROM app.t WHERE plain > 1;
CREATE FUNCTION app.f(app."D 1") RETURNS app.pair LANGUAGE sql AS 'SELECT ROW($1, ''x'')::app.pair';
GRANT USAGE ON TYPE app."D 1" TO app_reader;
COMMENT ON TYPE app.pair IS 'two';
-- NOT NULL is looked for in the same way.
CREATE DOMAIN app.needed AS text;
CREATE TABLE app.u (id integer PRIMARY KEY, names app.needed[]);
-- And what is validated later.
CREATE DOMAIN app.later AS integer;
ALTER DOMAIN app.later ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
CREATE TYPE app.holder AS (n app.later);
CREATE TABLE app.w (id integer PRIMARY KEY, held app.holder);
-- The row of a table is a type as well.
CREATE DOMAIN app.deep AS integer;
CREATE TABLE app.inner_rows (d app.deep);
CREATE TABLE app.outer_rows (id integer PRIMARY KEY, kept app.inner_rows);
