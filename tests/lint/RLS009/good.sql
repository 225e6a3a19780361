CREATE TABLE parted (id bigint) PARTITION BY RANGE (id);
ALTER TABLE parted ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON parted USING (id > 0);
GRANT SELECT ON parted TO authenticated;

CREATE TABLE without_grants PARTITION OF parted FOR VALUES FROM (1) TO (2);
CREATE TABLE secured PARTITION OF parted FOR VALUES FROM (2) TO (3);
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON secured TO authenticated;
CREATE SCHEMA partitions;
CREATE TABLE partitions.elsewhere PARTITION OF parted FOR VALUES FROM (3) TO (4);
GRANT SELECT ON partitions.elsewhere TO authenticated;

-- RLS001 speaks of the parent first.
CREATE TABLE open_parent (id bigint) PARTITION BY RANGE (id);
CREATE TABLE open_part PARTITION OF open_parent FOR VALUES FROM (1) TO (2);
GRANT SELECT ON open_parent, open_part TO authenticated;
