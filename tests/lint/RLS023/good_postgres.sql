-- preset: postgres
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
-- The usual way to show some rows to some roles.
CREATE VIEW part_of_it AS SELECT id FROM t WHERE id > 0;
