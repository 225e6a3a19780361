CREATE SCHEMA app;
CREATE SCHEMA elsewhere;
CREATE TYPE app.r4 AS RANGE (subtype = integer, multirange_type_name = elsewhere."Many 4");
CREATE TYPE app.r5 AS RANGE (subtype = bigint, multirange_type_name = app.m5);
ALTER TYPE app.m5 RENAME TO m6;
CREATE TABLE app.w (a app.r4, b elsewhere."Many 4", c app.r5, d app.m6);
