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
ALTER TABLE notes ADD CHECK (author > 0); -- finds: MIG004 error
ALTER TABLE notes ADD COLUMN size int CHECK (size > 0); -- finds: MIG004 error
ALTER DOMAIN positive ADD CHECK (VALUE < 100); -- finds: MIG004 error
ALTER TABLE nobody ADD CHECK (author > 0); -- finds: MIG004 info
