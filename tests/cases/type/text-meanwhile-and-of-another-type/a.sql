CREATE SCHEMA app;
CREATE TYPE app.r1 AS RANGE (subtype = integer);
CREATE DOMAIN app.d AS integer;
CREATE TABLE app.t (x app.r1, y app.d[], z app.r1);
CREATE TYPE app.e AS ENUM ('a', 'b', 'c');
CREATE TABLE app.u (x app.e, y app.e[]);
