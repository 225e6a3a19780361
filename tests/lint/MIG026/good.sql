-- lint: small_table_rows = 10
-- sized
CREATE TABLE days (day int NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE first PARTITION OF days FOR VALUES FROM (0) TO (10);
INSERT INTO days SELECT g % 10 FROM generate_series(1, 20) g;
CREATE TABLE loose (day int NOT NULL);
INSERT INTO loose SELECT 20 + g % 10 FROM generate_series(1, 20) g;
CREATE TABLE checked (day int NOT NULL, CHECK (day >= 30 AND day < 40));
ANALYZE;
-- migration
ALTER TABLE days ATTACH PARTITION checked FOR VALUES FROM (30) TO (40);
CREATE TABLE fresh (day int NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE fresh_1 PARTITION OF fresh FOR VALUES FROM (0) TO (10);
