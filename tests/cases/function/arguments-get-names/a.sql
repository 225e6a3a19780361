CREATE FUNCTION public.f(integer, text DEFAULT 'x', VARIADIC "more, " text[] DEFAULT '{}') RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE public.t (a integer, g integer GENERATED ALWAYS AS (public.f(a)) STORED, CHECK (public.f(a) > 0));
CREATE INDEX i ON public.t (public.f(a));
CREATE MATERIALIZED VIEW public.m AS SELECT public.f(a) FROM public.t;
CREATE FUNCTION public.both(INOUT integer, integer) LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION public.out(integer, OUT integer, OUT b integer) LANGUAGE sql AS 'SELECT 1, $1';
CREATE FUNCTION public.tabled(integer) RETURNS TABLE (c integer) LANGUAGE sql AS 'SELECT $1';
CREATE PROCEDURE public.p(integer) LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION public.swapped(a integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
