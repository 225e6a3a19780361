-- Two keys over the same columns, made in the order of their names and in another one.
CREATE TABLE keys (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE keys_1 PARTITION OF keys FOR VALUES FROM (0) TO (10);
ALTER TABLE keys ADD CONSTRAINT x UNIQUE (a);
ALTER TABLE keys ADD CONSTRAINT y UNIQUE (a) DEFERRABLE;

-- A partition that comes gets its parts in the order in which the wholes were made.
CREATE TABLE "In Turn" (a int, b int) PARTITION BY RANGE (a);
ALTER TABLE "In Turn" ADD CONSTRAINT k UNIQUE (a);
ALTER TABLE "In Turn" ADD CONSTRAINT l UNIQUE (a);

-- One goes, others come, and somebody has one of the names.
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE "T1" PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TABLE t2 (a int, b int);
CREATE INDEX one ON t (b);
CREATE INDEX two ON t (b) WHERE b > 1;
CREATE INDEX three ON t (b) WHERE b > 2;
CREATE TABLE t3_b_idx (a int);

-- An index by a name that PostgreSQL would give to a part.
CREATE TABLE named (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE named_1 PARTITION OF named FOR VALUES FROM (0) TO (10);
CREATE INDEX named_one ON named (b);
