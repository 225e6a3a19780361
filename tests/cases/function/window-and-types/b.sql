CREATE TYPE public.pair AS (a integer, b integer);
CREATE TABLE public.t (id integer);
CREATE FUNCTION public.f(public.pair, public.t) RETURNS public.pair LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION public.s() RETURNS SETOF public.t LANGUAGE sql AS 'SELECT * FROM public.t';
CREATE TABLE public.u (p public.pair DEFAULT public.f(ROW(1, 2), NULL));
