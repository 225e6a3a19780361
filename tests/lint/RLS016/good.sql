CREATE TABLE notes (id bigint PRIMARY KEY, author uuid);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY change ON notes FOR UPDATE TO authenticated USING (author = (SELECT auth.uid()));
CREATE POLICY add ON notes FOR INSERT WITH CHECK (author = (SELECT auth.uid()));
CREATE POLICY see ON notes FOR SELECT TO authenticated USING (author = (SELECT auth.uid()));
CREATE TABLE posts (id bigint PRIMARY KEY, author uuid);
ALTER TABLE posts ENABLE ROW LEVEL SECURITY;
CREATE POLICY change ON posts FOR UPDATE TO authenticated USING (author = (SELECT auth.uid()));
CREATE POLICY own ON posts USING (author = (SELECT auth.uid()));
-- Closed on purpose, and off: RLS006 and RLS002 speak of these.
CREATE TABLE closed (id bigint PRIMARY KEY);
ALTER TABLE closed ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON closed FOR UPDATE USING (false);
CREATE TABLE off (id bigint PRIMARY KEY);
CREATE POLICY a ON off FOR DELETE USING (id > 0);
