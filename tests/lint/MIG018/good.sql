-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE SEQUENCE numbers;
CREATE SCHEMA other;
CREATE SEQUENCE counted;
CREATE MATERIALIZED VIEW kept AS SELECT 1 AS a;
CREATE VIEW seen AS SELECT 1 AS a;
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
CREATE TABLE fresh (id int);
DROP TABLE fresh;
DROP MATERIALIZED VIEW kept;
CREATE MATERIALIZED VIEW kept AS SELECT 2 AS a;
DROP VIEW seen;
DROP SCHEMA other;
CREATE SEQUENCE counting;
SELECT setval('counting', last_value, is_called) FROM counted;
DROP SEQUENCE counted;
