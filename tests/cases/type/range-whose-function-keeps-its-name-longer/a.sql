-- A range that was renamed keeps its function "Old r"(bigint, bigint), and another one cannot have that name meanwhile.
CREATE SCHEMA app;
CREATE TYPE app."Old r" AS RANGE (subtype = bigint, multirange_type_name = app.m);
ALTER TYPE app."Old r" RENAME TO r;
CREATE TYPE app.other AS RANGE (subtype = integer);
ALTER TYPE app.other RENAME TO o;
CREATE TABLE app.w (id int, a app.r, b app.m, c app.o);
