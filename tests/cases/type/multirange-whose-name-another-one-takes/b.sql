CREATE SCHEMA app;
CREATE TYPE app.r5 AS RANGE (subtype = bigint, multirange_type_name = app.m7);
CREATE TYPE app.r6 AS RANGE (subtype = bigint, multirange_type_name = app."M 6");
CREATE TABLE app.w (id int, c app.r5, d app."M 6");
