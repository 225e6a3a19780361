CREATE TYPE public.person AS (id integer, name text);
CREATE TABLE public.t (name text, id integer);
