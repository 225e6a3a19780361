CREATE TABLE t (id bigint PRIMARY KEY, owner uuid, x text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON t FOR SELECT USING (true);
CREATE POLICY own ON t USING (owner = auth.uid());
CREATE POLICY own_update ON t FOR UPDATE USING (owner = auth.uid()) WITH CHECK (owner = auth.uid());
CREATE POLICY service ON t TO service_role USING (true) WITH CHECK (true);
CREATE POLICY narrowing ON t AS RESTRICTIVE USING (true);
-- A missing clause denies.
CREATE POLICY add ON t FOR INSERT;
CREATE POLICY change ON t FOR UPDATE;
CREATE POLICY joined ON t FOR DELETE USING (true AND owner = auth.uid());
CREATE POLICY unknown ON t FOR DELETE USING (NULL);
CREATE POLICY never ON t FOR DELETE USING (NULL = NULL);
CREATE POLICY compared ON t FOR DELETE USING (x = 'true');

CREATE SCHEMA private;
CREATE TABLE private.t (id bigint PRIMARY KEY);
ALTER TABLE private.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON private.t USING (true);
CREATE TABLE folded (id bigint PRIMARY KEY, n int, m int NOT NULL);
ALTER TABLE folded ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON folded FOR DELETE TO authenticated USING (2 < 1);
CREATE POLICY b ON folded FOR DELETE TO authenticated USING (n IS NOT NULL);
CREATE POLICY c ON folded FOR INSERT TO authenticated WITH CHECK (n = n);
CREATE POLICY d ON folded FOR DELETE TO authenticated USING (m > m OR id IS NULL);
