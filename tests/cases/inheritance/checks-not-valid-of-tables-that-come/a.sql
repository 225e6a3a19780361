-- A table takes the place of a partition, whose parent has a check that is NOT VALID.
CREATE TABLE whole (a int) PARTITION BY LIST (a);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
ALTER TABLE whole ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
CREATE TABLE plain (a int, CONSTRAINT c CHECK (a > 0));
CREATE TABLE validated (a int) PARTITION BY LIST (a);
CREATE TABLE one PARTITION OF validated FOR VALUES IN (1);
ALTER TABLE validated ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE one VALIDATE CONSTRAINT c;
CREATE TABLE other (a int);
CREATE TABLE parent (a int);
CREATE TABLE heir () INHERITS (parent);
ALTER TABLE parent ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
CREATE TABLE lonely (a int);
-- Tables that are made have it valid, unless it is added once they are there.
CREATE TABLE top (a int) PARTITION BY LIST (a);
CREATE TABLE beside PARTITION OF top FOR VALUES IN (2);
ALTER TABLE top ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE beside VALIDATE CONSTRAINT c;
CREATE TABLE "below a new one" (n text);
