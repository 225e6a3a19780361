CREATE TABLE t (id bigint);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY one ON t USING (true);

CREATE TABLE without_policies (id bigint);

-- The order of the statements does not count.
CREATE TABLE late (id bigint);
CREATE POLICY one ON late USING (true);
ALTER TABLE late ENABLE ROW LEVEL SECURITY;
