CREATE TYPE public.k AS (a numeric, b "char");
CREATE TABLE public.t (x public.k, y public.k[], z public.k);
