-- since: 15
-- Before, a server counts use at leisure.
-- What makes rows unique, or orders them for CLUSTER, does more than find them.
CREATE TABLE {schema}.needed (id int PRIMARY KEY, a int UNIQUE, b int, c int NOT NULL);
CREATE UNIQUE INDEX needed_b ON {schema}.needed (b);
CREATE UNIQUE INDEX needed_c ON {schema}.needed (c);
ALTER TABLE {schema}.needed REPLICA IDENTITY USING INDEX needed_c;
CREATE TABLE {schema}.used (a int);
CREATE INDEX used_a ON {schema}.used (a);
SET enable_seqscan = off;
SELECT FROM {schema}.used WHERE a = 1;
RESET enable_seqscan;
