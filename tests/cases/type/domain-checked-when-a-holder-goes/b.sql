CREATE DOMAIN public.d AS integer NOT NULL CONSTRAINT positive CHECK (VALUE > 0);
CREATE TYPE public.pair AS (d public.d, n integer);
CREATE TABLE public.come (many public.d[], pair public.pair);
CREATE TABLE public.kept (id integer, other public.d[], another public.pair[]);
CREATE MATERIALIZED VIEW public.m AS SELECT id, ARRAY[id]::public.d[] AS many FROM public.kept;
CREATE TABLE public.held (n bigint);
CREATE TABLE public.holds (id integer);
