CREATE SCHEMA app;
SET search_path = app;
CREATE TABLE pair (id int PRIMARY KEY, a int CONSTRAINT one NOT NULL, b int CONSTRAINT "Two; --" NOT NULL);
COMMENT ON CONSTRAINT one ON pair IS 'of a';
CREATE TABLE usual (a int NOT NULL, b int NOT NULL, c int);
CREATE TABLE three (
    a int CONSTRAINT one NOT NULL, b int CONSTRAINT two NOT NULL, c int CONSTRAINT three NOT NULL,
    d int CONSTRAINT four CHECK (d > 0)
);
CREATE TABLE above (a int CONSTRAINT one NOT NULL, b int CONSTRAINT two NOT NULL);
CREATE TABLE heir (x int CONSTRAINT three NOT NULL, y int CONSTRAINT four CHECK (y > 0)) INHERITS (above);
CREATE TABLE heir_of_heir () INHERITS (heir);
CREATE TABLE whole (id int, a int CONSTRAINT one NOT NULL, b int CONSTRAINT two NOT NULL) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1, 2);
-- Parted by another column from then on: what the partition had from above gets its name while it is apart.
CREATE TABLE parted (id int GENERATED ALWAYS AS IDENTITY, a int NOT NULL) PARTITION BY LIST (a);
CREATE TABLE parted_one PARTITION OF parted FOR VALUES IN (1);
