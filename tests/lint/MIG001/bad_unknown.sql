-- Without a target nobody knows how big a table is.
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
-- migration
CREATE INDEX ON notes (author); -- finds: MIG001 warning
