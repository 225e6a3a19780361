CREATE FUNCTION public.f() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 2; END';
COMMENT ON FUNCTION public.f() IS 'in plpgsql';
