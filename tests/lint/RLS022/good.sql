CREATE TABLE notes (id bigint PRIMARY KEY, author uuid NOT NULL, twin uuid, published boolean, kind text, checked uuid);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (author = (SELECT auth.uid()) AND id IN (SELECT 1));
CREATE POLICY twins ON notes FOR SELECT USING (twin = author OR kind = 'public' OR published);
CREATE POLICY write ON notes FOR INSERT WITH CHECK (checked = (SELECT auth.uid()));
-- Staff see the rows that are nobody's.
CREATE POLICY staff ON notes FOR SELECT USING (checked = (SELECT auth.uid()) OR id IN (SELECT 1));
CREATE TABLE off (id bigint PRIMARY KEY, author uuid);
CREATE POLICY own ON off USING (author = (SELECT auth.uid()));
