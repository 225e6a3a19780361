-- lint: small_table_rows = 10
-- sized
CREATE TABLE days (day int NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE first PARTITION OF days FOR VALUES FROM (0) TO (10);
INSERT INTO days SELECT g % 10 FROM generate_series(1, 20) g;
CREATE TABLE loose (day int NOT NULL);
INSERT INTO loose SELECT 20 + g % 10 FROM generate_series(1, 20) g;
CREATE TABLE checked (day int NOT NULL, CHECK (day >= 30 AND day < 40));
CREATE TABLE rest PARTITION OF days DEFAULT;
ANALYZE;
-- migration
-- With a default partition there is no other way.
ALTER TABLE days DETACH PARTITION first;
