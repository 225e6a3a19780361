-- PostgreSQL reads no materialized view that is not populated, so what reads one cannot be filled either.
CREATE TABLE public.t (id integer);
CREATE MATERIALIZED VIEW public."E e" AS SELECT id FROM public.t;
CREATE VIEW public.between AS SELECT id FROM public."E e";
CREATE MATERIALIZED VIEW public.filled AS SELECT id FROM public.between;
CREATE MATERIALIZED VIEW public.on_it AS SELECT id FROM public.filled;
REFRESH MATERIALIZED VIEW public."E e" WITH NO DATA;
