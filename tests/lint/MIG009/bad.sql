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
ALTER TABLE notes ADD COLUMN token uuid DEFAULT gen_random_uuid(); -- finds: MIG009 error
ALTER TABLE notes ADD COLUMN n serial; -- finds: MIG009 error
ALTER TABLE notes ADD COLUMN i int GENERATED ALWAYS AS IDENTITY; -- finds: MIG009 error
ALTER TABLE notes ADD COLUMN g int GENERATED ALWAYS AS (author * 2) STORED; -- finds: MIG009 error
ALTER TABLE notes ADD COLUMN d positive; -- finds: MIG009 error
ALTER TABLE nobody ADD COLUMN token uuid DEFAULT gen_random_uuid(); -- finds: MIG009 info
