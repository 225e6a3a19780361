CREATE SCHEMA app;
SET search_path = app;
CREATE TABLE pair (id int PRIMARY KEY, a int CONSTRAINT "Two; --" NOT NULL, b int CONSTRAINT one NOT NULL);
COMMENT ON CONSTRAINT one ON pair IS 'of b';
CREATE TABLE usual (a int CONSTRAINT usual_b_not_null NOT NULL, b int CONSTRAINT usual_a_not_null NOT NULL, c int);
-- One is retyped, one becomes NOT VALID, and one goes, as its name does not.
CREATE TABLE three (a int CONSTRAINT two NOT NULL, b bigint CONSTRAINT four NOT NULL, c int, d int CONSTRAINT one CHECK (d > 0));
ALTER TABLE three ADD CONSTRAINT three NOT NULL d NOT VALID;
-- What a table hands down takes names of what heirs have by themselves.
CREATE TABLE above (a int CONSTRAINT three NOT NULL, b int CONSTRAINT one NOT NULL);
CREATE TABLE heir (x int CONSTRAINT four NOT NULL, y int CONSTRAINT two CHECK (y > 0)) INHERITS (above);
CREATE TABLE heir_of_heir () INHERITS (heir);
CREATE TABLE whole (id int, a int CONSTRAINT two NOT NULL, b int CONSTRAINT one NOT NULL) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1, 2);
CREATE TABLE parted (a int GENERATED ALWAYS AS IDENTITY, id int NOT NULL) PARTITION BY LIST (id);
CREATE TABLE parted_one PARTITION OF parted FOR VALUES IN (1);
ALTER TABLE parted RENAME CONSTRAINT parted_a_not_null TO spare;
ALTER TABLE parted RENAME CONSTRAINT parted_id_not_null TO parted_a_not_null;
ALTER TABLE parted RENAME CONSTRAINT spare TO parted_id_not_null;
