CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON t TO anon, authenticated;
GRANT ALL ON t TO service_role;
-- Here nothing is bypassed.
CREATE TABLE open (id bigint PRIMARY KEY);
GRANT ALL ON open TO authenticated;
