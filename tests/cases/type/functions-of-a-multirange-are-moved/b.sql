CREATE SCHEMA app;
CREATE SCHEMA "Odd";
CREATE TYPE app.x1 AS RANGE (subtype = integer);
ALTER FUNCTION app.x1_multirange(app.x1) SET SCHEMA "Odd";
CREATE TYPE app.x2 AS RANGE (subtype = bigint);
CREATE TABLE app.t (x app.x1_multirange, y app.x2);
