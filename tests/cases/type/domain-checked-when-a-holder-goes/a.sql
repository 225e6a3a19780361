CREATE DOMAIN public.d AS integer;
CREATE TYPE public.pair AS (d public.d, n integer);
CREATE TABLE public.gone (many public.d[], pair public.pair);
CREATE TABLE public.kept (id integer, many public.d[], other public.d[]);
CREATE MATERIALIZED VIEW public.m AS SELECT id, ARRAY[id]::public.d[] AS many FROM public.kept;
CREATE TABLE public.held (n integer);
CREATE TABLE public.holds (held public.held, id integer);
