CREATE TABLE plain (id bigint PRIMARY KEY);
ALTER TABLE plain ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON plain TO anon;

-- Nobody from outside reaches these.
CREATE TABLE no_grants (id bigint);
CREATE TABLE for_service (id bigint);
GRANT ALL ON for_service TO service_role;
CREATE TABLE other_rights (id bigint);
GRANT TRIGGER ON other_rights TO anon;

CREATE SCHEMA "Internal";
CREATE TABLE "Internal"."T" (id bigint);
GRANT SELECT ON "Internal"."T" TO anon;

-- Superseded by RLS002.
CREATE TABLE with_policies (id bigint);
GRANT SELECT ON with_policies TO anon;
CREATE POLICY p ON with_policies USING (true);

-- RLS009's business.
CREATE TABLE parted (id bigint) PARTITION BY RANGE (id);
ALTER TABLE parted ENABLE ROW LEVEL SECURITY;
CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (2);
GRANT SELECT ON part TO anon;
