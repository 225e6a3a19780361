CREATE SCHEMA partition_of_becomes_subpartitioned;
SET search_path = partition_of_becomes_subpartitioned;
CREATE TABLE pt (a int, n int) PARTITION BY LIST (a);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1);
CREATE INDEX i ON pt (n);

CREATE SCHEMA uq_name_changes_partitioned;
SET search_path = uq_name_changes_partitioned;
CREATE TABLE pt (a int, n int, CONSTRAINT u1 UNIQUE (a)) PARTITION BY LIST (a);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1);
CREATE INDEX i1 ON pt (n);
COMMENT ON INDEX pt1_n_idx IS 'x';

CREATE SCHEMA detach_and_drop_index;
SET search_path = detach_and_drop_index;
CREATE TABLE pt (a int, n int) PARTITION BY LIST (a);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1);
CREATE INDEX i1 ON pt (n);
CREATE TABLE pt2 PARTITION OF pt DEFAULT;

CREATE SCHEMA column_dropped_partitioned;
SET search_path = column_dropped_partitioned;
CREATE TABLE pt (a int, n int, x int UNIQUE DEFERRABLE, CONSTRAINT ck CHECK (n > 0)) PARTITION BY LIST (x);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1);
CREATE INDEX i1 ON pt (n);
CREATE INDEX own ON pt1 (n);

CREATE SCHEMA pk_changes_partitioned;
SET search_path = pk_changes_partitioned;
CREATE TABLE pt (a int, n int, CONSTRAINT pk PRIMARY KEY (a)) PARTITION BY LIST (a);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1);
CREATE TABLE r (a int CONSTRAINT fk REFERENCES pt);
