CREATE TABLE notes (id bigint PRIMARY KEY, author uuid);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes FOR SELECT USING (auth.role() = 'authenticated'); -- finds: RLS020 warning
CREATE POLICY b ON notes USING ((SELECT auth.uid()) IS NOT NULL); -- finds: RLS020 warning
CREATE POLICY c ON notes FOR INSERT TO authenticated WITH CHECK (auth.uid() IS NOT NULL); -- finds: RLS020 warning
CREATE POLICY d ON notes FOR SELECT TO authenticated USING (current_user = 'authenticated'); -- finds: RLS020 warning
CREATE POLICY e ON notes FOR SELECT TO authenticated USING ((SELECT auth.jwt() ->> 'role') = 'admin'); -- finds: RLS020 info
