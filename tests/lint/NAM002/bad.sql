CREATE SCHEMA "Odd schema"; -- finds: NAM002 warning
CREATE TABLE "Users" ( -- finds: NAM002 warning
    id bigint PRIMARY KEY,
    "userId" bigint, -- finds: NAM002 warning
    "first name" text, -- finds: NAM002 warning
    "order" int, -- finds: NAM002 warning
    "größe" int -- finds: NAM002 warning
);
CREATE TABLE "user" (id bigint PRIMARY KEY); -- finds: NAM002 warning
CREATE TYPE "Mood" AS ENUM ('fine'); -- finds: NAM002 warning
CREATE FUNCTION "doIt"("What" int) RETURNS int LANGUAGE sql RETURN 1; -- finds: NAM002 warning
CREATE VIEW "Some" AS SELECT 1 AS "A"; -- finds: NAM002 warning
