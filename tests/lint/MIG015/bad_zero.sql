-- lint: transaction_per_file = false
-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
SET lock_timeout = '2s';
ALTER TABLE people ADD COLUMN a text;
SET lock_timeout = 0;
ALTER TABLE people ADD COLUMN b text; -- finds: MIG015 warning
BEGIN;
SET LOCAL lock_timeout = 500;
ALTER TABLE people ADD COLUMN c text;
COMMIT;
ALTER TABLE people ADD COLUMN d text; -- finds: MIG015 warning
