-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
ALTER TABLE notes ADD FOREIGN KEY (author) REFERENCES people; -- finds: MIG005 error
ALTER TABLE notes ADD COLUMN p int DEFAULT 1 REFERENCES people; -- finds: MIG005 error
ALTER TABLE nobody ADD FOREIGN KEY (author) REFERENCES nobody; -- finds: MIG005 info
