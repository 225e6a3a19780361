CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.t (x public.e);
CREATE MATERIALIZED VIEW public.m AS SELECT t AS c FROM public.t;
