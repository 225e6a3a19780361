CREATE SCHEMA app;
SET search_path = app;
CREATE TABLE whole (id int, a int, b int) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
CREATE INDEX on_a ON whole (a);
CREATE INDEX on_b ON whole (b);
