CREATE SCHEMA app;
CREATE TYPE app.r2 AS RANGE (subtype = integer);
CREATE TYPE app.r1 AS RANGE (subtype = bigint);
CREATE TABLE app.t (
    x app.r2 NOT NULL DEFAULT '[1,2)', y app.r1, z app.r2_multirange, w app.r2[],
    EXCLUDE USING gist (x WITH &&), CHECK (x <> 'empty')
);
CREATE INDEX t_y ON app.t USING gist (y);
CREATE VIEW app.v AS SELECT x, lower(y) AS l FROM app.t;
CREATE FUNCTION app.f(app.r2) RETURNS app.r1 LANGUAGE sql RETURN app.r1(lower($1), upper($1));
COMMENT ON TYPE app.r2 IS 'one';
CREATE TABLE app.parted (x app.r2, y app.r1) PARTITION BY LIST (x);
CREATE TABLE app.part PARTITION OF app.parted FOR VALUES IN ('[1,2)');
CREATE TABLE app.parent (x app.r2, y app.r1);
CREATE TABLE app.heir () INHERITS (app.parent);
CREATE TYPE app.q2 AS RANGE (subtype = integer);
CREATE TYPE app.q3 AS RANGE (subtype = bigint);
CREATE TYPE app.q1 AS ENUM ('a', 'b');
CREATE TABLE app.u (x app.q2, y app.q3, z app.q1);
