CREATE SCHEMA app;
-- Over two levels, validated in some of them.
CREATE TABLE app.p (a int, "b ; c" int);
CREATE TABLE app.h () INHERITS (app.p);
CREATE TABLE app.hh () INHERITS (app.h);
CREATE TABLE app.g () INHERITS (app.p);
CREATE TABLE app.gg () INHERITS (app.g);
ALTER TABLE app.p ADD CONSTRAINT "p; nn" NOT NULL a NOT VALID, ADD NOT NULL "b ; c" NOT VALID;
ALTER TABLE app.g VALIDATE CONSTRAINT "p; nn";
ALTER TABLE app.hh VALIDATE CONSTRAINT "p; nn";
COMMENT ON CONSTRAINT "p; nn" ON app.p IS 'p';
COMMENT ON CONSTRAINT "p; nn" ON app.h IS 'h';
COMMENT ON CONSTRAINT "p; nn" ON app.hh IS 'hh';

-- A child that declares the column, and one that declares the constraint.
CREATE TABLE app.r (a int, b int);
CREATE TABLE app.declares (a int, b int DEFAULT 1, c int) INHERITS (app.r);
CREATE TABLE app.own (CONSTRAINT "own nn" NOT NULL a) INHERITS (app.r);
ALTER TABLE app.r ADD CONSTRAINT nn NOT NULL a NOT VALID, ADD CONSTRAINT nb NOT NULL b NOT VALID;

-- Of two parents.
CREATE TABLE app.one (a int);
CREATE TABLE app.two (a int);
CREATE TABLE app.both () INHERITS (app.one, app.two);
ALTER TABLE app.one ADD CONSTRAINT n1 NOT NULL a NOT VALID;

-- Partitions.
CREATE TABLE app.whole (a int, b int) PARTITION BY RANGE (b);
CREATE TABLE app.part_1 PARTITION OF app.whole FOR VALUES FROM (0) TO (10);
CREATE TABLE app.part_2 PARTITION OF app.whole FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (b);
CREATE TABLE app.part_21 PARTITION OF app.part_2 FOR VALUES FROM (10) TO (15);
ALTER TABLE app.whole ADD CONSTRAINT "whole's" NOT NULL a NOT VALID;
ALTER TABLE app.part_1 VALIDATE CONSTRAINT "whole's";
CREATE INDEX ON app.whole (a);
CREATE VIEW app.v AS SELECT a FROM app.part_21;
