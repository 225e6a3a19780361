-- lint: transaction_per_file = false
-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE MATERIALIZED VIEW kept AS SELECT g AS a FROM generate_series(1, 20) g;
CREATE UNIQUE INDEX ON kept (a);
CREATE INDEX by_author ON notes (author);
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
VACUUM notes;
ANALYZE notes;
REINDEX TABLE CONCURRENTLY notes;
REFRESH MATERIALIZED VIEW CONCURRENTLY kept;
ALTER TABLE notes SET LOGGED;
