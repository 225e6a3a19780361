-- Policies of one name on several tables, each compared with what comes after it on its own table.
CREATE TABLE notes (id int PRIMARY KEY, author int);
CREATE TABLE people (id int PRIMARY KEY, author int);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON notes USING (author = 1);
CREATE POLICY mine ON people USING (author = 1);
-- migration
DROP POLICY mine ON notes;
DROP POLICY mine ON people; -- finds: MIG022 warning
CREATE POLICY mine ON people USING (author = 1 OR id = 1);
CREATE POLICY mine ON public.notes USING (author = 1);
