CREATE TABLE public.t (id integer, a text, b date);
CREATE VIEW public.v AS SELECT t FROM public.t;
CREATE MATERIALIZED VIEW public.m AS SELECT id, b FROM public.t;
CREATE MATERIALIZED VIEW public.n AS SELECT id FROM public.m;
