CREATE FUNCTION public.z() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.a(n integer DEFAULT public.z()) RETURNS integer LANGUAGE sql AS 'SELECT n';
CREATE TABLE public.t (id integer DEFAULT public.a());
