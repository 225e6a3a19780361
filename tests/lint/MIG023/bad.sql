-- lint: transaction_per_file = false
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON notes USING (author = 1);
CREATE POLICY always ON notes AS RESTRICTIVE USING (slug <> 'secret');
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- migration
CREATE TABLE fresh (id int);
ALTER TABLE fresh ENABLE ROW LEVEL SECURITY; -- finds: MIG023 error
DROP POLICY mine ON notes;
CREATE POLICY mine ON notes USING (author = 2); -- finds: MIG023 error
