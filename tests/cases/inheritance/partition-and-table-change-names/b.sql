CREATE SCHEMA app;
CREATE TABLE app.s (a int NOT NULL, b jsonb) PARTITION BY RANGE (a);
CREATE TABLE app.s1 PARTITION OF app.s FOR VALUES FROM (10) TO (20);
CREATE TABLE app.t (id integer, c integer);
CREATE VIEW app.v WITH (security_barrier) AS SELECT id FROM app.t WITH CASCADED CHECK OPTION;
CREATE TABLE app.whole (a int);
CREATE TABLE app.heir (z int) INHERITS (app.whole);
CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
