-- What PostgreSQL makes in partitions of partitions has the name that it has above, until that gets another one.
CREATE TABLE r (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE p (a int, b int, c int, PRIMARY KEY (c, b)) PARTITION BY LIST (c);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (b);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
