CREATE TABLE public.t (a bigint, b bigint GENERATED ALWAYS AS (a * 2) STORED);
CREATE VIEW public.v AS SELECT b FROM public.t;
