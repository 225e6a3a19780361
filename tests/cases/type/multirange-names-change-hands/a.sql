CREATE SCHEMA app;
CREATE SCHEMA elsewhere;
-- A multirange takes the name of another type, and that one takes its name.
CREATE TYPE app.r1 AS RANGE (subtype = integer, multirange_type_name = app.m1);
CREATE TYPE app.e1 AS ENUM ('a', 'b');
CREATE TABLE app.t (a app.r1, b app.m1, c app.e1);
CREATE TYPE app.r2 AS RANGE (subtype = integer, multirange_type_name = app.m2);
CREATE TYPE app.r3 AS RANGE (subtype = bigint, multirange_type_name = app.m3);
CREATE TABLE app.u (a app.r2, b app.m2, c app.r3, d app.m3);
-- The function that makes a multirange keeps the name that another one is to have.
CREATE TYPE app.r4 AS RANGE (subtype = integer, multirange_type_name = elsewhere."Many 4");
CREATE TYPE app.r5 AS RANGE (subtype = bigint, multirange_type_name = app.m5);
ALTER TYPE app.m5 RENAME TO m6;
CREATE TABLE app.w (a app.r4, b elsewhere."Many 4", c app.r5, d app.m6);
