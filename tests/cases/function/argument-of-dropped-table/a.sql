CREATE TABLE public.t (id integer);
CREATE FUNCTION public.f(public.t) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.g() RETURNS SETOF public.t LANGUAGE sql AS 'SELECT * FROM public.t';
