CREATE TABLE notes (id bigint PRIMARY KEY, author uuid, "Open" boolean); -- finds: RLS008 info x2
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (author = (SELECT auth.uid()));
CREATE POLICY "of all" ON notes FOR SELECT TO anon, authenticated USING ("Open");
CREATE POLICY add ON notes FOR INSERT TO authenticated WITH CHECK ("Open");
