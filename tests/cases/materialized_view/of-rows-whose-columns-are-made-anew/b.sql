CREATE TYPE public.e AS ENUM ('b', 'a');
CREATE TABLE public.t (x public.e);
CREATE MATERIALIZED VIEW public.m AS SELECT t AS c FROM public.t;
