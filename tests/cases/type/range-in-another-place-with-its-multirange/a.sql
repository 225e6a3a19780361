CREATE SCHEMA app;
CREATE SCHEMA odd;
CREATE DOMAIN app.step AS integer;
CREATE TYPE app.steps AS RANGE (subtype = app.step);
CREATE TABLE app.u (id integer PRIMARY KEY, steps app.steps, many app.steps_multirange);
CREATE TYPE app.ways AS RANGE (subtype = integer, multirange_type_name = app.many);
CREATE TABLE app.t (way app.ways, many app.many);
