CREATE TABLE campaigns (id uuid PRIMARY KEY, n int);
CREATE FUNCTION a(p uuid) RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE campaigns SET n = n + 1 WHERE id = p; END $$; -- finds: FUN005 info
CREATE FUNCTION b() RETURNS bigint LANGUAGE sql AS 'WITH gone AS (DELETE FROM campaigns RETURNING 1) SELECT count(*) FROM gone'; -- finds: FUN005 info
CREATE PROCEDURE c() LANGUAGE plpgsql AS $$ BEGIN TRUNCATE campaigns; END $$; -- finds: FUN005 info
CREATE FUNCTION d() RETURNS void LANGUAGE sql BEGIN ATOMIC INSERT INTO campaigns VALUES (gen_random_uuid(), 1); END; -- finds: FUN005 info
CREATE FUNCTION "E"() RETURNS void LANGUAGE sql AS 'DELETE FROM campaigns'; -- finds: FUN005 info
REVOKE EXECUTE ON FUNCTION "E"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "E"() TO anon;
