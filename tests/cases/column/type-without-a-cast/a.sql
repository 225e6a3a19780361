CREATE SCHEMA app;
CREATE TABLE app.t (a integer[], b integer, c uuid, d boolean, e integer[], f jsonb, g date, h text, i text[], j integer);
