-- ATTACH PARTITION gives an identity to the attached table alone: "p 1b" has none, and nobody could detach p1.
CREATE TABLE p (day int NOT NULL, id int GENERATED ALWAYS AS IDENTITY, e varchar(3)) PARTITION BY RANGE (day);
CREATE TABLE p1 (day int NOT NULL, id int NOT NULL, e varchar(3)) PARTITION BY RANGE (day);
CREATE TABLE "p 1b" PARTITION OF p1 FOR VALUES FROM (5) TO (10);
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (0) TO (10);
-- It comes: with its partition.
CREATE TABLE q (day int NOT NULL, id int GENERATED ALWAYS AS IDENTITY) PARTITION BY RANGE (day);
CREATE TABLE q1 (day int NOT NULL, id int NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE q1b PARTITION OF q1 FOR VALUES FROM (5) TO (10);
