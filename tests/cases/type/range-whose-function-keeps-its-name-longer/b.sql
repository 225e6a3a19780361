CREATE SCHEMA app;
CREATE TYPE app.r AS RANGE (subtype = bigint, multirange_type_name = app.m);
CREATE TYPE app."Old r" AS RANGE (subtype = bigint, multirange_type_name = app.n);
CREATE TYPE app.o AS RANGE (subtype = integer);
-- Of another subtype it is another function.
CREATE TYPE app.other AS RANGE (subtype = numeric);
CREATE TABLE app.w (id int, a app.r, b app.m, c app.o);
