-- Attached, and lacks its part all the same.
CREATE TABLE attached (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE attached_1 PARTITION OF attached FOR VALUES FROM (0) TO (10);
CREATE TABLE attached_2 (a int, b int);
CREATE INDEX attached_b ON ONLY attached (b);
COMMENT ON INDEX attached_b IS 'kept';

-- Every partition is another one.
CREATE TABLE replaced (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE replaced_1 PARTITION OF replaced FOR VALUES FROM (0) TO (10);
CREATE INDEX replaced_b ON ONLY replaced (b);
ALTER TABLE ONLY replaced ADD CONSTRAINT replaced_key UNIQUE (a);

-- The same, and it becomes valid.
CREATE TABLE "Valid"" Then" (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE valid_1 PARTITION OF "Valid"" Then" FOR VALUES FROM (0) TO (10);
CREATE INDEX valid_b ON ONLY "Valid"" Then" (b);
ALTER TABLE ONLY "Valid"" Then" ADD CONSTRAINT valid_key UNIQUE (a);

-- The only one that lacks its part leaves.
CREATE TABLE left_alone (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE left_1 PARTITION OF left_alone FOR VALUES FROM (0) TO (10);
CREATE TABLE left_2 PARTITION OF left_alone FOR VALUES FROM (10) TO (20);
CREATE INDEX left_b ON ONLY left_alone (b);
CREATE INDEX left_1_b ON left_1 (b);
ALTER INDEX left_b ATTACH PARTITION left_1_b;

-- The same, while another one gets its part, which makes it valid.
CREATE TABLE "last" (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE last_1 PARTITION OF "last" FOR VALUES FROM (0) TO (10);
CREATE TABLE last_2 PARTITION OF "last" FOR VALUES FROM (10) TO (20);
CREATE INDEX last_b ON ONLY "last" (b);
CREATE INDEX last_1_b ON last_1 (b);

-- Partitions of partitions.
CREATE TABLE top (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE middle PARTITION OF top FOR VALUES FROM (0) TO (10) PARTITION BY LIST (b);
CREATE TABLE bottom_1 PARTITION OF middle FOR VALUES IN (1);
CREATE INDEX top_b ON ONLY top (b);
CREATE INDEX middle_b ON ONLY middle (b);
ALTER INDEX top_b ATTACH PARTITION middle_b;
