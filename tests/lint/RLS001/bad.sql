CREATE TABLE plain (id bigint PRIMARY KEY); -- finds: RLS001 error
GRANT SELECT ON plain TO anon;

CREATE TABLE public."Odd ""Table"", x" ("A" text); -- finds: RLS001 error
GRANT INSERT ON "Odd ""Table"", x" TO authenticated;

CREATE TABLE columns_only (id bigint, name text); -- finds: RLS001 error
GRANT UPDATE (name) ON columns_only TO authenticated;

CREATE TABLE for_all (id bigint); -- finds: RLS001 error
GRANT SELECT ON for_all TO PUBLIC;

CREATE TABLE owned (id bigint); -- finds: RLS001 error
ALTER TABLE owned OWNER TO authenticated;

CREATE TABLE parted (id bigint) PARTITION BY RANGE (id); -- finds: RLS001 error
GRANT SELECT ON parted TO anon;

CREATE TABLE heir () INHERITS (plain); -- finds: RLS001 error
GRANT SELECT ON heir TO anon;
