CREATE SCHEMA app;
CREATE TYPE app."Kind" AS (x integer, "y z" numeric(8, 2));
CREATE TABLE app.plan OF app."Kind";
CREATE TABLE app."sub plan" () INHERITS (app.plan);
