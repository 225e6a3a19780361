CREATE TYPE public.c AS (a bigint, b text COLLATE "C");
CREATE TABLE public.t (c public.c, cs public.c[] DEFAULT ARRAY[ROW(1, 'x')::public.c]);
CREATE FUNCTION public.f(public.c) RETURNS integer LANGUAGE sql AS 'SELECT $1.a::integer';
CREATE VIEW public.v AS SELECT (c).a FROM public.t;
