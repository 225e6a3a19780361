-- The index is made anew, and its part is called by what the column is called by now.
CREATE SCHEMA anew;
SET search_path = anew;
CREATE TABLE t (a int, n int) PARTITION BY LIST (a);
CREATE TABLE x PARTITION OF t DEFAULT;
CREATE INDEX i ON t (n, lower(n::text));
ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, n);

-- The index stays, and the part of a new partition is called by what the column was called by then.
CREATE SCHEMA stays;
SET search_path = stays;
CREATE TABLE t (a int, n int) PARTITION BY LIST (a);
CREATE TABLE x PARTITION OF t DEFAULT;
CREATE INDEX i ON t (n) INCLUDE (a);
ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, n);
ALTER TABLE t RENAME COLUMN n TO m;
