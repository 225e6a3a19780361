CREATE SCHEMA app;
CREATE DOMAIN app.d AS bigint;
CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE app.inner AS (m app.mood, d app.d);
CREATE TYPE app.outer AS (i app.inner, n int);
CREATE TABLE app.t (a int PRIMARY KEY, b app.outer NOT NULL, c app.d[], e app.mood);
