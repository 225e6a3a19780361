CREATE SCHEMA app;
SET search_path = app;
CREATE TABLE whole (id int, a int, b int) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
CREATE INDEX on_a ON whole (a);
ALTER INDEX part_a_idx RENAME TO part_b_idx;
COMMENT ON INDEX part_b_idx IS 'of a';
