CREATE SCHEMA app;
CREATE SCHEMA odd;
CREATE DOMAIN app.step AS integer;
CREATE TYPE odd.steps AS RANGE (subtype = app.step, multirange_type_name = app.steps_multirange);
CREATE TABLE app.u (id integer PRIMARY KEY, steps odd.steps, many app.steps_multirange);
CREATE TYPE app.paths AS RANGE (subtype = integer, multirange_type_name = app.many);
CREATE TABLE app.t (way app.paths, many app.many);
