CREATE FUNCTION public.f(a integer, b text DEFAULT 'y') RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE COST 5 AS $f$SELECT 2 -- $$ ; 'quoted'
$f$;
CREATE FUNCTION public.g() RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET work_mem = '10MB' AS 'BEGIN RETURN 2; END';
CREATE VIEW public.v AS SELECT public.f(1) AS f, public.g() AS g;
COMMENT ON FUNCTION public.f(integer, text) IS 'f';
REVOKE ALL ON FUNCTION public.f(integer, text) FROM PUBLIC;
