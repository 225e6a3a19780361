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
DROP POLICY always ON notes; -- finds: MIG022 warning
ALTER POLICY mine ON notes USING (true); -- finds: MIG022 warning
ALTER TABLE notes NO FORCE ROW LEVEL SECURITY; -- finds: MIG022 warning
ALTER TABLE notes DISABLE ROW LEVEL SECURITY; -- finds: MIG022 error
GRANT SELECT, UPDATE ON notes TO PUBLIC; -- finds: MIG022 warning
ALTER FUNCTION f() SECURITY DEFINER; -- finds: MIG022 warning
GRANT CREATE ON SCHEMA public TO PUBLIC; -- finds: MIG022 warning
