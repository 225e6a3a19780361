CREATE TABLE t (a int, b int) TABLESPACE spare;
CREATE INDEX moves ON t (a) TABLESPACE "odd ""Space""; --";
CREATE INDEX comes_home ON t (a, b);
CREATE INDEX leaves ON t (b) TABLESPACE spare;
CREATE INDEX replaced ON t (b) TABLESPACE spare WHERE a > 1;

CREATE TABLE parts (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20);
CREATE INDEX of_all ON parts (b) TABLESPACE "odd ""Space""; --";
ALTER TABLE parts ADD CONSTRAINT parts_pkey PRIMARY KEY (a);
