CREATE SCHEMA app;
CREATE TYPE app.r1 AS RANGE (subtype = integer);
CREATE TYPE app.r2 AS RANGE (subtype = bigint);
CREATE TABLE app.t (
    x app.r1 NOT NULL DEFAULT '[1,2)', y app.r2, z app.r1_multirange, w app.r1[],
    EXCLUDE USING gist (x WITH &&), CHECK (x <> 'empty')
);
CREATE INDEX t_y ON app.t USING gist (y);
CREATE VIEW app.v AS SELECT x, lower(y) AS l FROM app.t;
CREATE FUNCTION app.f(app.r1) RETURNS app.r2 LANGUAGE sql RETURN app.r2(lower($1), upper($1));
COMMENT ON TYPE app.r1 IS 'one';
CREATE TABLE app.parted (x app.r1, y app.r2) PARTITION BY LIST (x);
CREATE TABLE app.part PARTITION OF app.parted FOR VALUES IN ('[1,2)');
CREATE TABLE app.parent (x app.r1, y app.r2);
CREATE TABLE app.heir () INHERITS (app.parent);
CREATE TYPE app.q1 AS RANGE (subtype = integer);
CREATE TYPE app.q2 AS RANGE (subtype = bigint);
CREATE TYPE app.q3 AS ENUM ('a', 'b');
CREATE TABLE app.u (x app.q1, y app.q2, z app.q3);
