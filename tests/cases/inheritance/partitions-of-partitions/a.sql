CREATE SCHEMA subpartition_changes;
SET search_path = subpartition_changes;
CREATE TABLE t (a int, b text) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1, 2) PARTITION BY HASH (b);
CREATE TABLE t1_0 PARTITION OF t1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE t1_1 PARTITION OF t1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE t2 (a int, b text);
CREATE TABLE td PARTITION OF t DEFAULT;

CREATE SCHEMA partition_moves_parent;
SET search_path = partition_moves_parent;
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE u (a int) PARTITION BY LIST (a);
CREATE TABLE x PARTITION OF t FOR VALUES IN (1);
CREATE TABLE y PARTITION OF t DEFAULT;

CREATE SCHEMA typed_and_partitioned;
SET search_path = typed_and_partitioned;
CREATE TYPE person AS (name text, age int);
CREATE TABLE t OF person PARTITION BY LIST (name);

CREATE SCHEMA foreign_key_named_on_each_level;
SET search_path = foreign_key_named_on_each_level;
CREATE TABLE k (a int PRIMARY KEY);
CREATE TABLE t (a int) PARTITION BY LIST (a);
ALTER TABLE t ADD CONSTRAINT of_t FOREIGN KEY (a) REFERENCES k;
