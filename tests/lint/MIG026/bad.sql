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
ALTER TABLE days ATTACH PARTITION loose FOR VALUES FROM (20) TO (30); -- finds: MIG026 warning
CREATE TABLE later PARTITION OF days FOR VALUES FROM (50) TO (60); -- finds: MIG026 warning
