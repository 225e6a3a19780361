CREATE SCHEMA app;
CREATE DOMAIN app.low AS bigint;
CREATE TYPE app."Span" AS RANGE (subtype = app.low, multirange_type_name = app.spans);
CREATE TYPE app.moods AS ENUM ('good', 'bad');
CREATE TYPE app.mood_range AS RANGE (subtype = app.moods);
CREATE TYPE app.booked AS (at app."Span", who text);
CREATE DOMAIN app.full_span AS app."Span" CONSTRAINT full_span CHECK (NOT isempty(VALUE));
CREATE TABLE app.t (
    id integer PRIMARY KEY,
    span app."Span" NOT NULL DEFAULT '[1,2)',
    spans app.spans,
    many app."Span"[],
    booked app.booked,
    full_span app.full_span,
    moods app.mood_range,
    CONSTRAINT apart EXCLUDE USING gist (span WITH &&),
    CONSTRAINT low CHECK (lower(span) > 0)
);
CREATE INDEX ON app.t USING gist (spans);
CREATE INDEX ON app.t (moods);
CREATE VIEW app.v AS SELECT id, lower(span) AS low, span FROM app.t WHERE NOT isempty(span);
CREATE FUNCTION app.f(app."Span") RETURNS app.booked LANGUAGE sql AS 'SELECT ROW($1, ''x'')::app.booked';
COMMENT ON TYPE app."Span" IS 'from, to';
-- A check of the subtype.
CREATE DOMAIN app.step AS integer CONSTRAINT positive CHECK (VALUE > 0);
CREATE TYPE app.steps AS RANGE (subtype = app.step);
CREATE TABLE app.u (id integer PRIMARY KEY, steps app.steps);
