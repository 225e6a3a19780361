CREATE SCHEMA "My Schema";
CREATE TABLE "My Schema"."odd ""t" (id int PRIMARY KEY, "a b" varchar(50), "UP" int, "d.e" text);
CREATE TABLE "My Schema"."SELECT" (id int PRIMARY KEY, up int);
CREATE INDEX "i ""x" ON "My Schema"."odd ""t" ("UP");
ALTER TABLE "My Schema"."odd ""t" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "some ""p" ON "My Schema"."odd ""t" AS RESTRICTIVE USING ("UP" = 1);
CREATE POLICY "other p" ON "My Schema"."odd ""t" USING ("UP" = 2);
CREATE VIEW "My Schema"."v 1" AS SELECT "d.e" FROM "My Schema"."odd ""t";
CREATE TYPE "My Schema"."Mood" AS ENUM ('it''s');
CREATE FUNCTION "My Schema"."f ()"(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE EXECUTE ON FUNCTION "My Schema"."f ()"(int) FROM PUBLIC;
-- migration
CREATE INDEX ON "My Schema"."odd ""t" ("a b"); -- MIG001
DROP INDEX "My Schema"."i ""x"; -- MIG002
ALTER TABLE "My Schema"."odd ""t" ADD CONSTRAINT "c ;" CHECK ("UP" > 0); -- MIG004
ALTER TABLE "My Schema"."odd ""t" ADD FOREIGN KEY ("UP") REFERENCES "My Schema"."SELECT"; -- MIG005
ALTER TABLE "My Schema"."SELECT" ADD CONSTRAINT "u p" UNIQUE (up); -- MIG006
ALTER TABLE "My Schema"."SELECT" ALTER COLUMN up SET NOT NULL; -- MIG007
ALTER TABLE "My Schema"."SELECT" ADD COLUMN "must be" int NOT NULL; -- MIG008
ALTER TABLE "My Schema"."SELECT" ADD COLUMN "tok en" uuid DEFAULT gen_random_uuid(); -- MIG009
ALTER TABLE "My Schema"."odd ""t" ALTER COLUMN "a b" TYPE varchar(10); -- MIG010 MIG012
ALTER TABLE "My Schema"."odd ""t" ADD CONSTRAINT "n ;" CHECK ("UP" > -1) NOT VALID;
ALTER TABLE "My Schema"."odd ""t" VALIDATE CONSTRAINT "n ;"; -- MIG013
ALTER TABLE "My Schema"."odd ""t" DROP COLUMN "d.e" CASCADE; -- MIG017 MIG021
DROP POLICY "some ""p" ON "My Schema"."odd ""t"; -- MIG022
UPDATE "My Schema"."odd ""t" SET "UP" = 3; -- MIG024 MIG025
ALTER TYPE "My Schema"."Mood" ADD VALUE 'that''s'; -- MIG029
ALTER TYPE "My Schema"."Mood" RENAME VALUE 'it''s' TO 'is'; -- MIG019
DROP FUNCTION "My Schema"."f ()"(int);
CREATE FUNCTION "My Schema"."f ()"(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT 1'; -- MIG030
DROP TABLE "My Schema"."SELECT" CASCADE; -- MIG018 MIG021
