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
ALTER TABLE notes ADD CONSTRAINT one UNIQUE USING INDEX by_author;
ALTER TABLE ready ADD PRIMARY KEY USING INDEX ready_id;
CREATE TABLE fresh (id int);
ALTER TABLE fresh ADD PRIMARY KEY (id);
