CREATE TYPE public.inner AS (x date, y boolean);
CREATE TYPE public.outer AS (a jsonb, b public.inner);
CREATE TABLE public.t (id integer, i public.inner, o public.outer[] NOT NULL);
