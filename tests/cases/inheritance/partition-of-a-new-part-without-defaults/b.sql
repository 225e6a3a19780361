CREATE SCHEMA s;
CREATE TABLE s.whole (a integer DEFAULT 1, b integer) PARTITION BY LIST (a);
CREATE TABLE s.part (a integer, b integer) PARTITION BY LIST (b);
ALTER TABLE s.whole ATTACH PARTITION s.part FOR VALUES IN (1);
CREATE TABLE s.leaf (a integer, b integer);
ALTER TABLE s.part ATTACH PARTITION s.leaf FOR VALUES IN (1);
