-- lint: runner_sets_timeouts = true
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
-- migration
ALTER TABLE notes ADD COLUMN more text;
