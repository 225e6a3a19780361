CREATE TABLE p (a int NOT NULL, b int) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
-- The key is an expression, and what it is made of changes its type; the partition says the same as before.
CREATE TABLE h (a int NOT NULL, b text) PARTITION BY HASH ((a + 1));
CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 1, REMAINDER 0);
