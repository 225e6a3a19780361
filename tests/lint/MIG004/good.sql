-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE DOMAIN positive AS int;
ALTER TABLE notes ADD COLUMN used positive;
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
ALTER TABLE notes ADD CONSTRAINT later CHECK (author > 0) NOT VALID;
ALTER TABLE notes ADD COLUMN size int, ADD CONSTRAINT size CHECK (size > 0) NOT VALID;
ALTER DOMAIN positive ADD CHECK (VALUE < 100) NOT VALID;
CREATE TABLE fresh (id int);
ALTER TABLE fresh ADD CHECK (id > 0);
