-- PostgreSQL keeps comments on multiranges, and pg_dump leaves them out.
CREATE SCHEMA "Odd; --";
CREATE TYPE public.changes AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = "Odd; --"."Of changes");
COMMENT ON TYPE "Odd; --"."Of changes" IS 'one''s own; --';
COMMENT ON TYPE public.changes IS 'stays';
CREATE TYPE public.loses AS RANGE (SUBTYPE = int);
COMMENT ON TYPE public.loses_multirange IS 'goes';
-- Their multiranges change places, but not the comments.
CREATE TYPE public.one AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = ones);
CREATE TYPE public.two AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = twos);
COMMENT ON TYPE public.ones IS 'first';
COMMENT ON TYPE public.twos IS 'second';
