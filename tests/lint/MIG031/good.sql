-- lint: transaction_per_file = false
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
-- migration
DROP INDEX CONCURRENTLY IF EXISTS by_author;
CREATE INDEX CONCURRENTLY IF NOT EXISTS by_author ON notes (author);
CREATE INDEX by_slug ON notes (slug);
REINDEX TABLE CONCURRENTLY notes;
