CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
-- migration
CREATE TABLE fresh (id int);
ALTER TABLE fresh ADD COLUMN more text;
CREATE VIEW seen AS SELECT * FROM notes;
INSERT INTO notes (id) VALUES (1);
