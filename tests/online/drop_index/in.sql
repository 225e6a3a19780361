CREATE TABLE t (a int, b int, c int UNIQUE);
CREATE INDEX gone ON t (a);
CREATE INDEX goes_with_column ON t (b);
CREATE UNIQUE INDEX other ON t (c);
CREATE INDEX taken ON t (a, c);
CREATE TABLE goes (a int);
CREATE INDEX goes_with_table ON goes (a);
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE INDEX on_parts ON p (a);
-- desired
CREATE TABLE t (a int, c int UNIQUE);
CREATE TABLE u (c int REFERENCES t (c));
CREATE TABLE taken (a int);
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
