CREATE VIEW public.a AS SELECT 1 AS one;
CREATE FUNCTION public.twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 * 2';
CREATE TABLE public.z (id integer);
CREATE VIEW public.b AS SELECT public.twice(one) AS two, z.id FROM public.a, public.z;
CREATE FUNCTION public.of_view(public.b) RETURNS integer LANGUAGE sql AS 'SELECT ($1).two';
CREATE VIEW public.c AS SELECT public.of_view(b) FROM public.b;
