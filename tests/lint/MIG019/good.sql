-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE TYPE mood AS ENUM ('sad');
CREATE TYPE pair AS (a int, b int);
CREATE TYPE span AS RANGE (subtype = int);
CREATE DOMAIN short AS text;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
CREATE TABLE fresh (id int);
ALTER TABLE fresh RENAME TO fresher;
ALTER INDEX notes_pkey RENAME TO notes_key;
ALTER TABLE people RENAME CONSTRAINT people_pkey TO people_key;
ALTER TYPE mood RENAME TO replaced;
CREATE TYPE mood AS ENUM ('sad', 'glad');
ALTER TYPE pair RENAME TO replaced_pair;
CREATE TYPE pair AS (b int, a int);
ALTER TYPE span RENAME TO replaced_span;
CREATE TYPE span AS RANGE (subtype = bigint, multirange_type_name = spans);
ALTER DOMAIN short RENAME TO replaced_short;
CREATE DOMAIN short AS varchar;
