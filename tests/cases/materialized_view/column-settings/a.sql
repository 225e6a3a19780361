CREATE TABLE public.t (id integer, a text);
CREATE MATERIALIZED VIEW public.m AS SELECT id, a FROM public.t;
