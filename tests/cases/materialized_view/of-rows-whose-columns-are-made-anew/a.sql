CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.t (x public.e);
CREATE MATERIALIZED VIEW public.m AS SELECT t AS c FROM public.t;
COMMENT ON MATERIALIZED VIEW public.m IS 'rows';
CREATE INDEX mi ON public.m ((c IS NULL));
CREATE TABLE public."T 2" (x int, y int);
CREATE MATERIALIZED VIEW public.several AS SELECT array_agg(t) AS c FROM public."T 2" t;
CREATE MATERIALIZED VIEW public.stays AS SELECT y FROM public."T 2";
