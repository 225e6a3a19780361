CREATE TYPE public.c AS (a integer, b text);
CREATE TABLE public.t (c public.c);
CREATE TYPE public.unused AS (a integer, b text);
COMMENT ON TYPE public.c IS 'c';
