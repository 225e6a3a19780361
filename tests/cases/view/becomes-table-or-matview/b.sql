CREATE TABLE public.t (id integer);
CREATE TABLE public.v (id integer);
CREATE MATERIALIZED VIEW public.w AS SELECT id FROM public.t;
CREATE VIEW public.uses AS SELECT id FROM public.w;
