CREATE TYPE public.c AS (a integer, b text, "C; --" numeric(5, 2));
CREATE TABLE public.t (c public.c);
CREATE TYPE public.unused AS (b varchar(5), x date, a bigint);
COMMENT ON TYPE public.c IS 'c';
COMMENT ON COLUMN public.c.a IS 'attribute';
CREATE TYPE public.nested AS (c public.c, cs public.c[]);
CREATE DOMAIN public.checked AS integer[] CONSTRAINT "Few; of" CHECK (cardinality(VALUE) < 5) CONSTRAINT sure NOT NULL;
CREATE TYPE public.held AS (a integer, b public.checked[]);
CREATE TABLE public.holds (h public.held);
