-- The column's type has the same name, and is of another range: its values are converted.
CREATE SCHEMA app;
CREATE TYPE app.r5 AS RANGE (subtype = bigint, multirange_type_name = app.m5);
ALTER TYPE app.m5 RENAME TO "M 6";
CREATE TABLE app.w (id int, c app.r5, d app."M 6");
