CREATE TABLE t (id bigint PRIMARY KEY, a int, b int, "C, 1" text, CONSTRAINT both_key UNIQUE (b, a));
CREATE INDEX ON t (a); -- finds: IDX003 info
CREATE INDEX ON t (a, b);
CREATE INDEX ON t (b); -- finds: IDX003 info
CREATE INDEX "Odd, 1" ON t (lower("C, 1") DESC) WHERE a > 0; -- finds: IDX003 info
CREATE INDEX ON t (lower("C, 1") DESC, b) WHERE a > 0;
