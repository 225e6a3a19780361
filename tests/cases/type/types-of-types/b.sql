CREATE SCHEMA app;
CREATE DOMAIN app.d AS int CONSTRAINT positive CHECK (VALUE > 0);
CREATE TYPE app.mood AS ENUM ('happy', 'sad');
CREATE TYPE app.inner AS (m app.mood, d app.d);
CREATE TYPE app.outer AS (i app.inner, n int);
CREATE TABLE app.t (a int PRIMARY KEY, b app.outer NOT NULL, c app.d[], e app.mood);
