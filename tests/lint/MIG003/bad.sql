CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
-- migration
CREATE INDEX CONCURRENTLY by_author ON notes (author); -- finds: MIG003 error
ALTER TABLE notes ADD COLUMN more text;
DROP INDEX CONCURRENTLY by_author; -- finds: MIG003 error
