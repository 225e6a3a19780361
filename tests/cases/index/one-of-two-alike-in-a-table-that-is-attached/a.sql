CREATE TABLE pt (a int, n int) PARTITION BY LIST (a);
CREATE TABLE pt1 (a int, n int);
CREATE INDEX pt1_n_idx ON pt1 (n);
