-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
ALTER TABLE notes ADD CONSTRAINT proof CHECK (slug IS NOT NULL);
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
ALTER TABLE notes ALTER COLUMN author SET NOT NULL; -- finds: MIG007 error
ALTER TABLE nobody ALTER COLUMN author SET NOT NULL; -- finds: MIG007 info
