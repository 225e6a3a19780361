-- since: 15
CREATE TABLE t (id bigint PRIMARY KEY, a int, b text, c int UNIQUE);
CREATE INDEX ON t (a);
CREATE INDEX ON t (a DESC);
CREATE INDEX ON t (a NULLS FIRST);
CREATE INDEX ON t (a, b);
CREATE INDEX ON t (b, a);
CREATE INDEX ON t USING hash (a);
CREATE INDEX ON t (a) INCLUDE (b);
CREATE INDEX ON t (a) WHERE a > 0;
CREATE INDEX ON t (b);
CREATE INDEX ON t (b text_pattern_ops);
CREATE INDEX ON t (b COLLATE "C");
CREATE INDEX ON t (lower(b));
CREATE INDEX ON t (upper(b));
-- These refuse different rows.
CREATE UNIQUE INDEX ON t (c) NULLS NOT DISTINCT;
