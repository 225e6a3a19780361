-- What lets less through by the text of its condition is an info, whatever way it is written.
CREATE TABLE notes (id int PRIMARY KEY, author int, slug text, open boolean);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (author = 1);
CREATE POLICY b ON notes USING (author = 1 OR slug = 'x');
CREATE POLICY c ON notes FOR SELECT USING (author IN (1, 2) AND open);
CREATE POLICY d ON notes USING (author = 1) WITH CHECK (author = 1 AND open);
CREATE POLICY e ON notes AS RESTRICTIVE TO caller USING (author = 1);
CREATE POLICY f ON notes TO caller USING (slug = (SELECT lower('X')));
CREATE POLICY g ON notes USING (true);
CREATE POLICY h ON notes FOR UPDATE USING (author = 1) WITH CHECK (open);
CREATE POLICY i ON notes TO caller USING (author = 1);
CREATE POLICY k ON notes AS RESTRICTIVE USING (slug <> 'secret');
CREATE POLICY j ON notes AS RESTRICTIVE USING (author = 1);
-- migration
ALTER POLICY a ON notes USING (author = 1 AND open); -- finds: MIG022 info
ALTER POLICY b ON notes USING ((slug = 'x') OR author = 1 AND open); -- finds: MIG022 info
ALTER POLICY c ON notes USING (open AND author IN (1, 2) AND slug <> 'y'); -- finds: MIG022 info
ALTER POLICY d ON notes WITH CHECK (author = 1); -- finds: MIG022 warning
ALTER POLICY e ON notes TO PUBLIC; -- finds: MIG022 info
ALTER POLICY f ON notes USING (slug = (SELECT lower('X') AS any_name) AND open); -- finds: MIG022 info
ALTER POLICY g ON notes USING (author = 1); -- finds: MIG022 info
ALTER POLICY h ON notes USING (author = 1 OR open); -- finds: MIG022 warning
ALTER POLICY i ON notes TO PUBLIC; -- finds: MIG022 warning
DROP POLICY j ON notes; -- finds: MIG022 warning
CREATE POLICY j ON notes AS RESTRICTIVE USING (author = 1 OR open);
DROP POLICY a ON notes; -- finds: MIG022 warning
CREATE POLICY a ON notes USING (open);
DROP POLICY k ON notes; -- finds: MIG022 warning
CREATE POLICY k ON notes AS RESTRICTIVE USING (slug <> 'top secret');
