CREATE TABLE t (a int, b int) TABLESPACE spare;
CREATE INDEX moves ON t (a) TABLESPACE spare;
CREATE INDEX comes_home ON t (a, b) TABLESPACE "odd ""Space""; --";
CREATE INDEX leaves ON t (b);
CREATE INDEX replaced ON t (b) TABLESPACE spare WHERE a > 0;

CREATE TABLE parts (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE INDEX of_all ON parts (b) TABLESPACE spare;
ALTER TABLE parts ADD CONSTRAINT parts_pkey PRIMARY KEY (a) USING INDEX TABLESPACE spare;
