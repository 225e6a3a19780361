CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE VIEW public.v AS SELECT b FROM public.t;
