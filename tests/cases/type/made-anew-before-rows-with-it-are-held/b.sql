CREATE SCHEMA app;
CREATE TYPE app.kind AS ENUM ('z', 'y', 'x');
CREATE TABLE app.point (x bigint, y integer DEFAULT 1, kind app.kind);
CREATE TYPE app.pair AS (p app.point);
CREATE TABLE app."lin e" (id integer PRIMARY KEY, "fro m" app.point, path app.point[], CONSTRAINT c CHECK (("fro m").y > 0));
CREATE TABLE app.l (id integer, p app.pair[]);
