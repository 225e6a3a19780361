CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE "T, ""2""" ("A" int, "B" int, PRIMARY KEY ("B", "A"));
CREATE TABLE later (id bigint);
ALTER TABLE later ADD CONSTRAINT later_key PRIMARY KEY (id);
CREATE TABLE parted (id bigint PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (2);
CREATE TABLE no_key_needed (id bigint) PARTITION BY RANGE (id); -- schemadiff:ignore CON001 -- only appended to
CREATE TABLE part_without PARTITION OF no_key_needed FOR VALUES FROM (1) TO (2);
