CREATE FUNCTION public.f(a integer, b text DEFAULT 'x') RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.g() RETURNS integer LANGUAGE sql IMMUTABLE STRICT SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
CREATE VIEW public.v AS SELECT public.f(1) AS f, public.g() AS g;
COMMENT ON FUNCTION public.f(integer, text) IS 'f';
REVOKE ALL ON FUNCTION public.f(integer, text) FROM PUBLIC;
