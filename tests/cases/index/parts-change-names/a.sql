CREATE SCHEMA app;
SET search_path = app;
CREATE TABLE target (id int PRIMARY KEY);
CREATE TABLE whole (
    id int, a int CONSTRAINT to_a REFERENCES target, b int CONSTRAINT to_b REFERENCES target, c int,
    UNIQUE (id, a), UNIQUE (id, b)
) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
CREATE TABLE parted PARTITION OF whole FOR VALUES IN (2) PARTITION BY LIST (id);
CREATE TABLE leaf PARTITION OF parted FOR VALUES IN (2);
CREATE INDEX on_a ON whole (a);
CREATE INDEX on_b ON whole (b);
CREATE INDEX on_c ON whole (c);
COMMENT ON INDEX part_a_idx IS 'of a';
CREATE TABLE referring (x int, y int, FOREIGN KEY (x, y) REFERENCES part (id, a));
CREATE TABLE other (id int, a int, b int) PARTITION BY LIST (id);
CREATE TABLE one PARTITION OF other FOR VALUES IN (1);
CREATE TABLE two PARTITION OF other FOR VALUES IN (2);
CREATE INDEX other_a ON other (a);
CREATE TABLE later (id int, a int, b int) PARTITION BY LIST (id);
CREATE TABLE later_part PARTITION OF later FOR VALUES IN (1);
