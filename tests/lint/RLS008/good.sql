CREATE TABLE notes (id bigint PRIMARY KEY, author uuid, open boolean);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON notes FOR SELECT TO authenticated USING (author = (SELECT auth.uid()));
CREATE POLICY see_open ON notes FOR SELECT TO anon USING (open);
CREATE POLICY add ON notes FOR INSERT TO authenticated WITH CHECK (author = (SELECT auth.uid()));
-- Restrictive ones narrow, and roles of the inside are not asked about.
CREATE POLICY narrow ON notes AS RESTRICTIVE USING (id > 0);
CREATE POLICY job ON notes TO service_role USING (true);
CREATE POLICY job2 ON notes TO service_role USING (open);
CREATE TABLE off (id bigint PRIMARY KEY);
CREATE POLICY a ON off USING (id > 0);
CREATE POLICY b ON off USING (id > 1);
