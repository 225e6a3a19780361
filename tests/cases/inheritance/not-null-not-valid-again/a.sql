-- Of one that is inherited alone, here and further down.
CREATE TABLE p (a int, "b c" int);
CREATE TABLE h () INHERITS (p);
CREATE TABLE g () INHERITS (h);
CREATE TABLE f () INHERITS (h);
ALTER TABLE p ADD CONSTRAINT p_nn NOT NULL a NOT VALID;
ALTER TABLE f VALIDATE CONSTRAINT p_nn;
COMMENT ON CONSTRAINT p_nn ON p IS 'said again';
COMMENT ON CONSTRAINT p_nn ON f IS 'and here';

-- Of partitions.
CREATE TABLE whole (a int, b int) PARTITION BY RANGE (b);
CREATE TABLE part_1 PARTITION OF whole FOR VALUES FROM (0) TO (10);
CREATE TABLE part_2 PARTITION OF whole FOR VALUES FROM (10) TO (20);
ALTER TABLE whole ADD CONSTRAINT "whole's" NOT NULL a NOT VALID;
ALTER TABLE part_1 VALIDATE CONSTRAINT "whole's";

-- Its own stays valid.
CREATE TABLE above (a int);
CREATE TABLE below (CONSTRAINT own NOT NULL a) INHERITS (above);
ALTER TABLE above ADD CONSTRAINT above_nn NOT NULL a NOT VALID;

-- An heir that is made has it valid.
CREATE TABLE old (a int);
ALTER TABLE old ADD CONSTRAINT old_nn NOT NULL a NOT VALID;
