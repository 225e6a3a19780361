CREATE FUNCTION public.a(n integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT n';
