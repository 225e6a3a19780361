-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE VIEW seen AS SELECT id, author FROM notes;
CREATE POLICY own ON notes USING (author = 1);
ALTER TABLE nobody ADD FOREIGN KEY (author) REFERENCES people;
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
DROP TABLE nobody CASCADE;
DROP VIEW seen;
ALTER TABLE notes DROP COLUMN body CASCADE;
