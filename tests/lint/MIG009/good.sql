-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN plain AS int;
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
ALTER TABLE notes ADD COLUMN at timestamptz NOT NULL DEFAULT now();
ALTER TABLE notes ADD COLUMN n int DEFAULT 5;
ALTER TABLE notes ADD COLUMN p plain DEFAULT 3;
ALTER TABLE notes ADD COLUMN later uuid;
ALTER TABLE notes ALTER COLUMN later SET DEFAULT gen_random_uuid();
