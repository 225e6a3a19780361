-- preset: postgres
CREATE TABLE parted (id bigint) PARTITION BY RANGE (id);
ALTER TABLE parted ENABLE ROW LEVEL SECURITY;
CREATE TABLE without_grants PARTITION OF parted FOR VALUES FROM (1) TO (2); -- finds: RLS009 error
