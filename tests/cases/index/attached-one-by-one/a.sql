CREATE SCHEMA only_then_attached;
SET search_path = only_then_attached;
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE x PARTITION OF t DEFAULT;
CREATE INDEX i ON ONLY t (a);

CREATE SCHEMA only_partly_attached;
SET search_path = only_partly_attached;
CREATE TABLE t (a int) PARTITION BY LIST (a);
CREATE TABLE x PARTITION OF t DEFAULT;
CREATE TABLE y PARTITION OF t FOR VALUES IN (1);

CREATE SCHEMA partitioned_tree;
SET search_path = partitioned_tree;
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
CREATE TABLE x PARTITION OF t FOR VALUES IN (1) PARTITION BY LIST (b);
CREATE TABLE xx PARTITION OF x DEFAULT;
CREATE INDEX i ON t (b);
