CREATE TABLE notes (id bigint PRIMARY KEY, org uuid);
CREATE TABLE members (org uuid, uid uuid);
CREATE TABLE "Admins" (uid uuid);
GRANT SELECT, INSERT ON members TO authenticated;
GRANT UPDATE (uid) ON "Admins" TO anon;
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (org IN (SELECT org FROM members WHERE uid = (SELECT auth.uid()))); -- finds: RLS028 warning
CREATE POLICY b ON notes FOR INSERT WITH CHECK (EXISTS (SELECT FROM "Admins" WHERE uid = auth.uid()) OR org IN (SELECT org FROM members)); -- finds: RLS028 warning x2
