-- The attribute held something else, and not the form that the type had.
CREATE TYPE public.inner AS (y boolean, x date);
CREATE TYPE public.outer AS (a public.inner, b jsonb);
CREATE TABLE public.t (id integer, i public.inner, o public.outer[] NOT NULL);
