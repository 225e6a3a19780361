CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a * 3) STORED, c integer GENERATED ALWAYS AS (a + 1) STORED, d integer, e text GENERATED ALWAYS AS ('x' || (a)::text) STORED);
CREATE INDEX t_b ON public.t (b);
