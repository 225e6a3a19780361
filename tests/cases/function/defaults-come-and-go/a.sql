CREATE FUNCTION public.f(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.g(a integer, b integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
