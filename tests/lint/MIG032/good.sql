-- lint: transaction_per_file = false
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
-- migration
BEGIN;
SAVEPOINT here;
ALTER TABLE notes ADD COLUMN a text;
ROLLBACK TO here;
COMMIT;
