CREATE DOMAIN public.d AS integer CHECK (VALUE > 1);
CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
CREATE TABLE public.u (r public.t);
