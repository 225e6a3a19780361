CREATE TABLE first_of_all (a int) TABLESPACE "odd ""Space""; --";
CREATE TABLE moves (a int, b text) TABLESPACE spare;
CREATE TABLE comes_home (a int) TABLESPACE "odd ""Space""; --";
CREATE TABLE leaves (a int);
CREATE UNLOGGED TABLE goes (a int) TABLESPACE spare;

-- What a partitioned table says is for partitions to come.
CREATE TABLE parts (a int, b int) PARTITION BY RANGE (a) TABLESPACE spare;
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20) TABLESPACE "odd ""Space""; --";
CREATE TABLE parts_3 PARTITION OF parts FOR VALUES FROM (20) TO (30) TABLESPACE pg_default;

CREATE TABLE keys (
    a int PRIMARY KEY USING INDEX TABLESPACE spare,
    b int CONSTRAINT b_once UNIQUE WITH (fillfactor = 60) USING INDEX TABLESPACE "odd ""Space""; --",
    c int UNIQUE,
    EXCLUDE (c WITH =) USING INDEX TABLESPACE spare WHERE (c > 0)
);

CREATE TABLE whole (a int, b int) PARTITION BY RANGE (a) TABLESPACE spare;
CREATE TABLE half PARTITION OF whole FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (b);
