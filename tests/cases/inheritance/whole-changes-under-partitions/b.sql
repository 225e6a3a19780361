CREATE SCHEMA partition_of_becomes_subpartitioned;
SET search_path = partition_of_becomes_subpartitioned;
CREATE TABLE pt (a int, n int) PARTITION BY LIST (a);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1) PARTITION BY LIST (n);
CREATE TABLE pt11 PARTITION OF pt1 DEFAULT;
CREATE INDEX i ON pt (n);

CREATE SCHEMA uq_name_changes_partitioned;
SET search_path = uq_name_changes_partitioned;
CREATE TABLE pt (a int, n int, CONSTRAINT u2 UNIQUE (a)) PARTITION BY LIST (a);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1);
CREATE INDEX i2 ON pt (n);
COMMENT ON INDEX pt1_n_idx IS 'x';

CREATE SCHEMA detach_and_drop_index;
SET search_path = detach_and_drop_index;
CREATE TABLE pt (a int, n int) PARTITION BY LIST (a);
CREATE TABLE pt1 (a int, n int);
CREATE INDEX pt1_n_idx ON pt1 (n);
CREATE TABLE pt2 PARTITION OF pt DEFAULT;

CREATE SCHEMA column_dropped_partitioned;
SET search_path = column_dropped_partitioned;
CREATE TABLE pt (a int, x int UNIQUE DEFERRABLE) PARTITION BY LIST (x);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1);

CREATE SCHEMA pk_changes_partitioned;
SET search_path = pk_changes_partitioned;
CREATE TABLE pt (a int, n int, CONSTRAINT pk PRIMARY KEY (a, n)) PARTITION BY LIST (a);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1);
CREATE TABLE r (a int, n int, CONSTRAINT fk FOREIGN KEY (a, n) REFERENCES pt);
