CREATE TABLE "T, 1" (id bigint PRIMARY KEY, owner uuid, x text);
ALTER TABLE "T, 1" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON "T, 1" USING (true); -- finds: RLS004 error
CREATE POLICY one ON "T, 1" FOR UPDATE TO authenticated USING (1 = 1); -- finds: RLS004 error
CREATE POLICY "a is ""a""" ON "T, 1" FOR DELETE USING ('a' = 'a'); -- finds: RLS004 error
CREATE POLICY orred ON "T, 1" FOR DELETE TO anon USING (x = 'a' OR true); -- finds: RLS004 error
CREATE POLICY negated ON "T, 1" FOR DELETE TO anon, authenticated USING (NOT (1 = 2)); -- finds: RLS004 error
CREATE POLICY wrapped ON "T, 1" FOR DELETE USING ((SELECT true)); -- finds: RLS004 error
CREATE POLICY added ON "T, 1" FOR INSERT WITH CHECK (true); -- finds: RLS004 error
CREATE POLICY loose ON "T, 1" FOR UPDATE USING (owner = auth.uid()) WITH CHECK (true); -- finds: RLS004 error
CREATE POLICY tight ON "T, 1" FOR UPDATE USING ('t'::boolean) WITH CHECK (owner = auth.uid()); -- finds: RLS004 error

CREATE TABLE narrowed (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE narrowed ENABLE ROW LEVEL SECURITY;
CREATE POLICY anybody ON narrowed FOR DELETE TO authenticated USING (true); -- finds: RLS004 info
CREATE POLICY anybody_else ON narrowed FOR DELETE TO anon USING (true); -- finds: RLS004 error
CREATE POLICY add ON narrowed FOR INSERT TO authenticated WITH CHECK (true); -- finds: RLS004 error
CREATE POLICY own ON narrowed AS RESTRICTIVE FOR DELETE TO authenticated USING (owner = auth.uid());
CREATE TABLE folded (id bigint PRIMARY KEY, n int, m int NOT NULL);
ALTER TABLE folded ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON folded FOR DELETE TO authenticated USING (2 > 1); -- finds: RLS004 error
CREATE POLICY b ON folded FOR DELETE TO authenticated USING (id IS NOT NULL); -- finds: RLS004 error
CREATE POLICY c ON folded FOR INSERT TO authenticated WITH CHECK (m >= m); -- finds: RLS004 error
CREATE POLICY d ON folded FOR UPDATE TO authenticated USING (m > 7) WITH CHECK (NOT (id IS NULL)); -- finds: RLS004 error
