CREATE TABLE public.t (id integer);
CREATE MATERIALIZED VIEW public."E e" AS SELECT id FROM public.t WITH NO DATA;
CREATE VIEW public.between AS SELECT id FROM public."E e";
CREATE MATERIALIZED VIEW public.filled AS SELECT id + 1 AS id FROM public.between WITH NO DATA;
CREATE MATERIALIZED VIEW public.on_it AS SELECT id FROM public.filled WITH NO DATA;
CREATE MATERIALIZED VIEW public.another AS SELECT id FROM public."E e" WITH NO DATA;
