CREATE SCHEMA "S ""of"" edges";
CREATE TABLE "S ""of"" edges"."E; dges" (a int, "B, b" int, note text);
CREATE VIEW "S ""of"" edges".kept AS
    WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3)
    CYCLE n SET m TO 'y' DEFAULT 'n' USING p SELECT n, m FROM c;
CREATE VIEW "S ""of"" edges".other AS
    WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3)
    CYCLE n SET m TO varchar(3) 'yes' DEFAULT 'no' USING p SELECT n, m::text AS m FROM c;
CREATE TYPE "S ""of"" edges"."M'ood; --" AS ENUM ('it''s', ' CYCLE n SET m TO ''y''::text DEFAULT ''n''::text USING p');
CREATE DOMAIN "S ""of"" edges"."D ""d""" AS varchar(5);
CREATE FUNCTION "S ""of"" edges".body() RETURNS bigint BEGIN ATOMIC
    WITH RECURSIVE "C; c"(a, "B, b") AS (
        SELECT e.a, e."B, b" FROM "S ""of"" edges"."E; dges" e
        UNION ALL SELECT e.a, e."B, b" FROM "C; c" JOIN "S ""of"" edges"."E; dges" e ON e.a = "C; c"."B, b"
    ) SEARCH DEPTH FIRST BY a, "B, b" SET "O; o" CYCLE a, "B, b" SET "Mark ""it""" TO interval '1' day DEFAULT interval(3) '0' USING "P; p"
    SELECT count(*) FROM "C; c" WHERE "Mark ""it""" = interval '0';
END;
CREATE MATERIALIZED VIEW "S ""of"" edges".m AS
    WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3)
    SEARCH BREADTH FIRST BY n SET o CYCLE n SET m TO "S ""of"" edges"."M'ood; --" 'it''s' DEFAULT NULL USING p
    SELECT n, m FROM c;
CREATE RULE r AS ON UPDATE TO "S ""of"" edges"."E; dges" DO ALSO
    INSERT INTO "S ""of"" edges"."E; dges" (note)
    WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3)
    CYCLE n SET m TO 'a''b -- "c' DEFAULT E'\\ \n $x$' USING p SELECT m FROM c;
CREATE POLICY p ON "S ""of"" edges"."E; dges" USING (EXISTS (
    WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3)
    CYCLE n SET m TO B'1' DEFAULT '0' USING p SELECT FROM c WHERE m = B'1'));
CREATE VIEW "S ""of"" edges".of_other_types AS
    WITH RECURSIVE
    i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 3) CYCLE n SET m TO 1 DEFAULT 2 USING p,
    t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) CYCLE n SET m USING p,
    f(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM f WHERE n < 3) CYCLE n SET m TO false DEFAULT true USING p,
    q(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM q WHERE n < 3) CYCLE n SET m TO numeric(5,2) '1.5' DEFAULT bigint '-2' USING p,
    d(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM d WHERE n < 3) CYCLE n SET m TO "S ""of"" edges"."D ""d""" 'y' DEFAULT 'n' USING p,
    a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < 3) CYCLE n SET m TO _int4 '{1,2}' DEFAULT '{}' USING p
    SELECT i.m AS i, t.m AS t, f.m AS f, q.m AS q, d.m AS d, a.m AS a FROM i, t, f, q, d, a;
CREATE FUNCTION "S ""of"" edges".text() RETURNS text LANGUAGE sql AS $$ SELECT ' CYCLE n SET m TO ''y''::text DEFAULT ''n''::text USING p' $$;
