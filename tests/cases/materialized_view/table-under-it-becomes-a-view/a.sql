CREATE TABLE public.u (c1 int);
CREATE TABLE public.r (c1 int PRIMARY KEY);
CREATE MATERIALIZED VIEW public.m AS SELECT c1 FROM public.r;
CREATE VIEW public.v AS SELECT c1 FROM public.r;
