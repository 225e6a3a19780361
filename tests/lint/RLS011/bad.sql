CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY "no ""role""" ON t FOR SELECT USING (id > 0); -- finds: RLS011 info
CREATE POLICY another ON t -- finds: RLS011 info
    USING (id > 0);
