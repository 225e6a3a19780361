CREATE TYPE public.c AS (a integer, b text, "C; --" numeric(5, 2));
CREATE TABLE public.t (c public.c);
CREATE TYPE public.unused AS (b varchar(5), x date, a bigint);
COMMENT ON TYPE public.c IS 'c';
COMMENT ON COLUMN public.c.a IS 'attribute';
CREATE TYPE public.nested AS (c public.c, cs public.c[]);
