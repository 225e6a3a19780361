CREATE FUNCTION public.p(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
