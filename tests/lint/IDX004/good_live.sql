CREATE TABLE {schema}.sound (id int PRIMARY KEY, a int UNIQUE);
CREATE INDEX CONCURRENTLY sound_a ON {schema}.sound (a);
-- An index of a partitioned table waits for those of its partitions.
CREATE TABLE {schema}.parted (id int) PARTITION BY RANGE (id);
CREATE TABLE {schema}.part PARTITION OF {schema}.parted DEFAULT;
CREATE INDEX parted_id ON ONLY {schema}.parted (id);
