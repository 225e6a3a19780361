CREATE TABLE attached (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE attached_1 PARTITION OF attached FOR VALUES FROM (0) TO (10);
CREATE TABLE attached_2 PARTITION OF attached FOR VALUES FROM (10) TO (20);
CREATE INDEX attached_b ON ONLY attached (b);
COMMENT ON INDEX attached_b IS 'kept';

CREATE TABLE replaced (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE replaced_other PARTITION OF replaced FOR VALUES FROM (0) TO (10);
CREATE INDEX replaced_b ON ONLY replaced (b);
ALTER TABLE ONLY replaced ADD CONSTRAINT replaced_key UNIQUE (a);

CREATE TABLE "Valid"" Then" (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE valid_other PARTITION OF "Valid"" Then" FOR VALUES FROM (0) TO (10);
CREATE INDEX valid_b ON "Valid"" Then" (b);
ALTER TABLE "Valid"" Then" ADD CONSTRAINT valid_key UNIQUE (a);

CREATE TABLE left_alone (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE left_1 PARTITION OF left_alone FOR VALUES FROM (0) TO (10);
CREATE TABLE left_2 (a int, b int);
CREATE INDEX left_b ON left_alone (b);
ALTER INDEX left_1_b_idx RENAME TO left_1_b;

CREATE TABLE "last" (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE last_1 PARTITION OF "last" FOR VALUES FROM (0) TO (10);
CREATE TABLE last_2 (a int, b int);
CREATE INDEX last_b ON "last" (b);
ALTER INDEX last_1_b_idx RENAME TO last_1_b;

CREATE TABLE top (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE middle PARTITION OF top FOR VALUES FROM (0) TO (10) PARTITION BY LIST (b);
CREATE TABLE bottom_other PARTITION OF middle FOR VALUES IN (1);
CREATE INDEX top_b ON ONLY top (b);
CREATE INDEX middle_b ON ONLY middle (b);
ALTER INDEX top_b ATTACH PARTITION middle_b;
