CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON t FOR SELECT USING (true); -- finds: RLS005 info
CREATE POLICY "Public, ""all""" ON t FOR SELECT TO anon, authenticated USING (1 = 1); -- finds: RLS005 info
