CREATE TABLE p (a int, b int);
CREATE TABLE k () INHERITS (p);
CREATE TABLE kk () INHERITS (k);
CREATE TABLE whole (a int, b int) PARTITION BY LIST (b);
CREATE TABLE part_1 PARTITION OF whole FOR VALUES IN (1);
CREATE TABLE gets_more (a int);
CREATE TABLE had () INHERITS (gets_more);
