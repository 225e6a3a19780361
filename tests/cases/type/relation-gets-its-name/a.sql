-- A relation has a type of its name, so that another type must be gone by then, and what has it must have let it go.
CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('new', 'done');
CREATE TABLE app.tasks (id integer PRIMARY KEY, state app.state NOT NULL DEFAULT 'new', former app.state[]);
CREATE INDEX ON app.tasks (state);
CREATE FUNCTION app.tasks_in(app.state) RETURNS SETOF app.tasks LANGUAGE sql AS 'SELECT * FROM app.tasks WHERE state = $1';
CREATE VIEW app.counted AS SELECT state, count(*) FROM app.tasks GROUP BY state;
CREATE TYPE app.size AS ENUM ('s', 'm');
CREATE VIEW app.small AS SELECT 's'::app.size AS size;
CREATE FUNCTION app.smaller(app.size) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE DOMAIN app.a_domain AS integer;
CREATE TYPE app.a_range AS RANGE (subtype = integer);
CREATE TYPE app.a_row AS (x integer);
CREATE TABLE app.a_table (x integer);
CREATE VIEW app.a_view AS SELECT 1 AS x;
CREATE SEQUENCE app.a_sequence;
CREATE INDEX an_index ON app.a_table (x);
CREATE MATERIALIZED VIEW app.a_matview AS SELECT 1 AS x;
