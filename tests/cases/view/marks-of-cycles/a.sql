CREATE SCHEMA "S ""of"" edges";
CREATE TABLE "S ""of"" edges"."E; dges" (a int, "B, b" int, note text);
CREATE VIEW "S ""of"" edges".kept AS
    WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3)
    CYCLE n SET m TO 'y' DEFAULT 'n' USING p SELECT n, m FROM c;
CREATE VIEW "S ""of"" edges".other AS
    WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3)
    CYCLE n SET m TO 'y' DEFAULT 'n' USING p SELECT n, m::text AS m FROM c;
CREATE TYPE "S ""of"" edges"."M'ood; --" AS ENUM ('it''s', ' CYCLE n SET m TO ''y''::text DEFAULT ''n''::text USING p');
CREATE FUNCTION "S ""of"" edges".body() RETURNS bigint BEGIN ATOMIC SELECT 1::bigint; END;
CREATE MATERIALIZED VIEW "S ""of"" edges".m AS SELECT 1 AS n;
