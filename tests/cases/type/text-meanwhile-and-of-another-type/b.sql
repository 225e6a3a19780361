CREATE SCHEMA app;
CREATE TYPE app.r1 AS RANGE (subtype = bigint);
CREATE DOMAIN app.d AS integer CHECK (VALUE > 0);
CREATE TABLE app.t (x app.r1[], y app.d, z app.r1_multirange);
CREATE TYPE app.e AS ENUM ('a', 'b');
CREATE TABLE app.u (x app.e[], y app.e);
