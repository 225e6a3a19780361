CREATE TABLE places (id int PRIMARY KEY);
CREATE TABLE p (a int, b int, c text, d int, PRIMARY KEY (a, b), FOREIGN KEY (d) REFERENCES places) PARTITION BY RANGE (a);
CREATE TABLE "P 1" PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20) PARTITION BY LIST (b);
CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1);
CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (20) TO (30);
CREATE INDEX i ON p (b) WHERE b > 0;
CREATE INDEX e ON p (lower(c), (a + 1));
CREATE UNIQUE INDEX u ON p (a, b, c);
COMMENT ON INDEX p21_lower_expr_idx IS 'stays';
ALTER INDEX p3_b_idx RENAME TO "p3's own";
ALTER INDEX "P 1_b_idx" SET (fillfactor = 60);
CREATE TABLE r (a int, b int, FOREIGN KEY (a, b) REFERENCES p);

-- Which of two that are alike PostgreSQL would take, nobody says: they are made again.
CREATE TABLE twice (a int, b int, UNIQUE (a, b)) PARTITION BY RANGE (a);
CREATE TABLE twice_1 PARTITION OF twice FOR VALUES FROM (0) TO (10);
CREATE UNIQUE INDEX twice_too ON twice (a, b);
CREATE INDEX one ON twice (b);
CREATE INDEX other ON twice (b);
ALTER INDEX twice_1_b_idx RENAME TO twice_x;
ALTER INDEX twice_1_b_idx1 RENAME TO twice_1_b_idx;
