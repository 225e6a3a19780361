CREATE TABLE t (id bigint);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (id > 0);

CREATE TABLE nobody (id bigint);
ALTER TABLE nobody ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON nobody USING (false);

CREATE TABLE off (id bigint);

-- RLS013 says what is wrong with it.
CREATE TABLE refused (id uuid);
ALTER TABLE refused ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON refused USING (id = auth.jwt() ->> 'sub');

-- Reached through its parent, by the parent's policies.
CREATE TABLE parted (id bigint) PARTITION BY RANGE (id);
ALTER TABLE parted ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON parted USING (id > 0);
CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (2) PARTITION BY RANGE (id);
ALTER TABLE part ENABLE ROW LEVEL SECURITY;
CREATE TABLE part_of_part PARTITION OF part FOR VALUES FROM (1) TO (2);
ALTER TABLE part_of_part ENABLE ROW LEVEL SECURITY;
