-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE TYPE mood AS ENUM ('sad');
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
ALTER TABLE notes RENAME COLUMN body TO text; -- finds: MIG019 warning
ALTER TABLE people RENAME TO persons; -- finds: MIG019 warning
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'; -- finds: MIG019 warning
ALTER FUNCTION f() RENAME TO g; -- finds: MIG019 warning
