-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
ALTER TABLE nobody ADD COLUMN n int NOT NULL; -- finds: MIG008 info
ALTER TABLE notes ADD COLUMN n int NOT NULL, ADD COLUMN m int NOT NULL DEFAULT 1; -- finds: MIG008 error
