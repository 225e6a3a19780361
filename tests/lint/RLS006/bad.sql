CREATE TABLE t (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY no_check ON t FOR INSERT; -- finds: RLS006 warning
CREATE POLICY "no ""using""" ON t FOR SELECT; -- finds: RLS006 warning
CREATE POLICY no_clause ON t; -- finds: RLS006 warning
CREATE POLICY check_only ON t FOR UPDATE WITH CHECK (true); -- finds: RLS006 warning
CREATE POLICY never ON t FOR DELETE USING (false); -- finds: RLS006 warning
CREATE POLICY folded ON t FOR DELETE USING (1 = 2 AND owner = auth.uid()); -- finds: RLS006 warning

CREATE TABLE "Only restrictive" (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE "Only restrictive" ENABLE ROW LEVEL SECURITY;
CREATE POLICY narrowing ON "Only restrictive" AS RESTRICTIVE USING (owner = auth.uid()); -- finds: RLS006 warning

CREATE TABLE other_command (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE other_command ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON other_command FOR SELECT USING (true);
CREATE POLICY narrowing ON other_command AS RESTRICTIVE FOR DELETE USING (owner = auth.uid()); -- finds: RLS006 warning
CREATE TABLE nothing (id bigint PRIMARY KEY);
ALTER TABLE nothing ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON nothing TO authenticated USING (NULL); -- finds: RLS006 warning
CREATE POLICY b ON nothing FOR SELECT TO authenticated USING (1 > 2); -- finds: RLS006 warning
