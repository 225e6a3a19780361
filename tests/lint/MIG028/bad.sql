-- lint: transaction_per_file = false
-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int CONSTRAINT by_id PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
CREATE MATERIALIZED VIEW kept AS SELECT g AS a FROM generate_series(1, 20) g;
CREATE UNIQUE INDEX ON kept (a);
CREATE INDEX by_author ON notes (author);
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
-- migration
VACUUM FULL notes; -- finds: MIG028 warning
CLUSTER notes USING by_id; -- finds: MIG028 warning
REINDEX TABLE notes; -- finds: MIG028 warning
REINDEX INDEX by_author; -- finds: MIG028 warning
REFRESH MATERIALIZED VIEW kept; -- finds: MIG028 warning
ALTER TABLE notes SET UNLOGGED; -- finds: MIG028 warning
VACUUM FULL nobody; -- finds: MIG028 info
