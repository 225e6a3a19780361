CREATE TYPE public.k AS (b "char", a date);
CREATE TABLE public.t (x public.k[], y public.k, z public.k);
