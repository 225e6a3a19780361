-- lint: rules = { naming-convention = { table = "[a-z_]+s", index = ".+_idx", policy = "[a-z ]+" } }
CREATE TABLE note (id bigint PRIMARY KEY, n int, m int); -- finds: NAM003 info
CREATE INDEX ON note (n);
CREATE INDEX notes_by_m ON note (m); -- finds: NAM003 info
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own" ON note USING (id > 0); -- finds: NAM003 info
CREATE POLICY "own notes" ON note USING (id > 0);
