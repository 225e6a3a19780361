-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE UNIQUE INDEX by_author ON notes (author);
CREATE TABLE bare (id int);
CREATE UNIQUE INDEX bare_id ON bare (id);
CREATE TABLE ready (id int NOT NULL);
CREATE UNIQUE INDEX ready_id ON ready (id);
INSERT INTO people SELECT g, 'n' || g FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
ALTER TABLE notes ADD UNIQUE (author); -- finds: MIG006 error
ALTER TABLE notes ADD COLUMN key int UNIQUE; -- finds: MIG006 error
ALTER TABLE people ADD EXCLUDE USING btree (name WITH =); -- finds: MIG006 error
ALTER TABLE bare ADD PRIMARY KEY USING INDEX bare_id; -- finds: MIG006 info
