-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE SEQUENCE numbers;
CREATE SCHEMA other;
CREATE MATERIALIZED VIEW kept AS SELECT 1 AS a;
CREATE VIEW seen AS SELECT 1 AS a;
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
DROP TABLE notes; -- finds: MIG018 error
DROP TABLE nobody; -- finds: MIG018 info
DROP SEQUENCE numbers; -- finds: MIG018 error
DROP SCHEMA other CASCADE; -- finds: MIG018 error
