-- A table takes the place of a partition, whose parent has a check that is NOT ENFORCED; another one is made.
CREATE TABLE whole (a int, CONSTRAINT c CHECK (a > 0) NOT ENFORCED) PARTITION BY LIST (a);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
CREATE TABLE plain (a int);
CREATE TABLE parent (a int, CONSTRAINT c CHECK (a > 0) NOT ENFORCED);
CREATE TABLE heir (a int, CONSTRAINT c CHECK (a > 0));
