-- A partition's own foreign key, which PostgreSQL would take for its part of its parent's.
CREATE TABLE r (a int PRIMARY KEY);
CREATE TABLE p (a int, x int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
ALTER TABLE p1 ADD CONSTRAINT "Own reference" FOREIGN KEY (x) REFERENCES r;
