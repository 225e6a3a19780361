CREATE TYPE public.r AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = other);
CREATE TABLE public.t (a public.r, b public.other);
COMMENT ON TYPE public.other IS 'x';
