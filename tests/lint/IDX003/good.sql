CREATE TABLE t (id bigint PRIMARY KEY, a int, b int, c text);
CREATE INDEX ON t (a DESC);
CREATE INDEX ON t (a, b);
CREATE INDEX ON t (b) WHERE a > 0;
CREATE INDEX ON t (b, a);
CREATE INDEX ON t USING hash (a);
CREATE INDEX ON t (a) INCLUDE (c);
CREATE INDEX ON t (c text_pattern_ops);
CREATE INDEX ON t (c, a);
-- The key must stay unique; its twin is longer on purpose.
CREATE INDEX ON t (id, a);
