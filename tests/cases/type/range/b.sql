CREATE FUNCTION public.diff(text, text) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT 1.0::float8';
CREATE TYPE public.r AS RANGE (SUBTYPE = bigint);
CREATE TYPE public."Text Range" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = text_pattern_ops, COLLATION = "C", SUBTYPE_DIFF = public.diff, MULTIRANGE_TYPE_NAME = public."Text Ranges");
CREATE TABLE public.t (r public.r, m public."Text Ranges");
COMMENT ON TYPE public."Text Range" IS 'odd';
