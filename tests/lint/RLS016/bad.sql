CREATE TABLE notes (id bigint PRIMARY KEY, author uuid);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY change ON notes FOR UPDATE TO authenticated USING (author = (SELECT auth.uid())); -- finds: RLS016 warning
CREATE POLICY remove ON notes FOR DELETE TO authenticated USING (author = (SELECT auth.uid())); -- finds: RLS016 warning
CREATE POLICY add ON notes FOR INSERT TO anon, authenticated WITH CHECK (author = (SELECT auth.uid())); -- finds: RLS016 info
CREATE POLICY see ON notes FOR SELECT TO service_role USING (true);
CREATE POLICY narrow ON notes AS RESTRICTIVE FOR SELECT TO authenticated USING (id > 0);
