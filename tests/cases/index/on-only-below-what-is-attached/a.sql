CREATE SCHEMA app;
-- The table in the middle comes and goes; so does its index, which its own partition has no part of.
CREATE TABLE app.top (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE app.middle PARTITION OF app.top FOR VALUES FROM (0) TO (10) PARTITION BY LIST (b);
CREATE TABLE app.bottom_1 PARTITION OF app.middle FOR VALUES IN (1);
CREATE INDEX top_b ON ONLY app.top (b);
CREATE INDEX middle_b ON ONLY app.middle (b);
ALTER INDEX app.top_b ATTACH PARTITION app.middle_b;
-- It keeps it.
CREATE TABLE app.kept (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE app.kept_middle PARTITION OF app.kept FOR VALUES FROM (0) TO (10) PARTITION BY LIST (b);
CREATE TABLE app.kept_1 PARTITION OF app.kept_middle FOR VALUES IN (1);
CREATE UNIQUE INDEX kept_b ON ONLY app.kept (b, a);
CREATE UNIQUE INDEX kept_middle_b ON ONLY app.kept_middle (b, a);
ALTER INDEX app.kept_b ATTACH PARTITION app.kept_middle_b;
-- It is made.
CREATE TABLE app.new (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE app.new_middle PARTITION OF app.new FOR VALUES FROM (0) TO (10) PARTITION BY LIST (b);
CREATE TABLE app.new_1 PARTITION OF app.new_middle FOR VALUES IN (1);
CREATE INDEX new_b ON ONLY app.new (b);
CREATE INDEX new_middle_b ON ONLY app.new_middle (b);
ALTER INDEX app.new_b ATTACH PARTITION app.new_middle_b;
