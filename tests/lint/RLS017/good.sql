CREATE TABLE notes (id bigint PRIMARY KEY, author uuid, status text, title text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
-- Without WITH CHECK, USING is both.
CREATE POLICY a ON notes USING (author = (SELECT auth.uid()));
CREATE POLICY b ON notes FOR UPDATE USING (author = (SELECT auth.uid())) WITH CHECK (author = (SELECT auth.uid()) AND title <> '');
-- A state that changes.
CREATE POLICY c ON notes FOR UPDATE USING (author = (SELECT auth.uid()) AND status = 'draft' AND title IS NOT NULL) WITH CHECK (author = (SELECT auth.uid()));
-- RLS004 speaks of this one.
CREATE POLICY d ON notes FOR UPDATE USING (author = (SELECT auth.uid())) WITH CHECK (true);
CREATE TABLE kept (id bigint PRIMARY KEY, tenant uuid, author uuid);
ALTER TABLE kept ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON kept FOR UPDATE USING (tenant = (SELECT auth.uid())) WITH CHECK (author = (SELECT auth.uid()));
CREATE POLICY tenant ON kept AS RESTRICTIVE USING (tenant = (SELECT auth.uid()));
