-- lint: small_table_rows = 10
-- sized
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, body varchar(100));
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE nobody (id int PRIMARY KEY, author int);
INSERT INTO people SELECT g, 'n' FROM generate_series(1, 20) g;
INSERT INTO notes SELECT g, g, 's' || g, 'b' FROM generate_series(1, 20) g;
ANALYZE;
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON notes USING (author = 1);
CREATE POLICY always ON notes AS RESTRICTIVE USING (slug <> 'secret');
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- migration
DROP POLICY mine ON notes;
DROP POLICY always ON notes;
CREATE POLICY always ON notes AS RESTRICTIVE USING (slug <> 'secret');
REVOKE ALL ON notes FROM PUBLIC;
CREATE TABLE fresh (id int);
ALTER TABLE fresh ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON fresh TO PUBLIC;
ALTER FUNCTION f() STABLE;
CREATE SCHEMA inside;
GRANT USAGE ON SCHEMA inside TO PUBLIC;
CREATE FUNCTION inside.made() RETURNS int LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON FUNCTION inside.made() TO PUBLIC;
