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

-- One that is a twin as well goes for that reason, and is said to once: IDX002.
CREATE TABLE twins (id bigint PRIMARY KEY, a int, b int);
CREATE INDEX twins_first ON twins (a) INCLUDE (b);
CREATE UNIQUE INDEX twins_long ON twins (b, a);
CREATE UNIQUE INDEX twins_one ON twins (b);
CREATE INDEX twins_two ON twins (b);
