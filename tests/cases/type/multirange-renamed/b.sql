CREATE TYPE public.r AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = other);
CREATE TABLE public.t (a public.r, b public.other);
COMMENT ON TYPE public.other IS 'x';
CREATE SCHEMA elsewhere;
CREATE TYPE public.r2 AS RANGE (subtype = integer, multirange_type_name = elsewhere.many);
CREATE TABLE public.held (m elsewhere.many);
CREATE TYPE public.r3 AS RANGE (subtype = integer, multirange_type_name = elsewhere.more);
