-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
ALTER TABLE notes ADD CONSTRAINT positive CHECK (author > 0) NOT VALID;
ALTER TABLE notes VALIDATE CONSTRAINT positive; -- finds: MIG013 error
ALTER TABLE nobody ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES people NOT VALID;
ALTER TABLE nobody VALIDATE CONSTRAINT fk; -- finds: MIG013 info
