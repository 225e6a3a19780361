-- PostgreSQL converts no column of a table whose rows another column holds, so the latter comes last.
CREATE SCHEMA app;
CREATE TYPE app.kind AS ENUM ('x', 'y', 'z');
CREATE TABLE app.point (x integer, y integer DEFAULT 1, kind app.kind);
CREATE TABLE app.l (id integer);
