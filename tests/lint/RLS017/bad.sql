CREATE TABLE notes (id bigint PRIMARY KEY, author uuid, "Org" uuid, status text, title text);
CREATE TABLE members (org uuid, uid uuid);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes FOR UPDATE USING (author = (SELECT auth.uid())) WITH CHECK (title <> ''); -- finds: RLS017 warning
CREATE POLICY b ON notes USING ("Org" IN (SELECT org FROM members)) WITH CHECK (author = (SELECT auth.uid())); -- finds: RLS017 warning
CREATE POLICY c ON notes FOR UPDATE USING (EXISTS (SELECT FROM members m WHERE m.org = notes."Org")) WITH CHECK (title <> ''); -- finds: RLS017 warning
-- The roles of the outside are RLS004's business.
CREATE POLICY d ON notes FOR UPDATE TO service_role USING (author = (SELECT auth.uid())) WITH CHECK (true); -- finds: RLS017 warning
CREATE POLICY e ON notes FOR UPDATE USING (author = (SELECT auth.uid())) WITH CHECK (author IS NOT NULL); -- finds: RLS017 warning
