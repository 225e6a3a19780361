CREATE SCHEMA app;
CREATE TABLE app.t (a integer, b integer[], c date, d uuid, e date[], f int4range, g boolean, h integer[], i text, j boolean);
