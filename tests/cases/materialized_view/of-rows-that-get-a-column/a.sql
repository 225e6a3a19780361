-- PostgreSQL gives a table a column with values under no materialized view that holds whole rows.
CREATE DOMAIN public.d AS integer CHECK (VALUE > 0);
CREATE TABLE public."T t" (a int);
CREATE MATERIALIZED VIEW public.m AS SELECT t AS c FROM public."T t" t;
COMMENT ON MATERIALIZED VIEW public.m IS 'rows';
CREATE MATERIALIZED VIEW public.several AS SELECT array_agg(t) AS c FROM public."T t" t;
CREATE TABLE public.u (a int);
CREATE TABLE public.v (a int);
CREATE MATERIALIZED VIEW public.mv AS SELECT v FROM public.v;
CREATE MATERIALIZED VIEW public.mu AS SELECT u FROM public.u;
CREATE TABLE public.stays (a int);
CREATE MATERIALIZED VIEW public.ms AS SELECT stays FROM public.stays;
