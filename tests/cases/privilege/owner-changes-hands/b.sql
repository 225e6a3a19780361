CREATE TABLE public.t (id integer);
GRANT SELECT ON public.t TO app_reader;
ALTER TABLE public.t OWNER TO app_writer;
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION public.f() FROM PUBLIC;
ALTER FUNCTION public.f() OWNER TO app_writer;
CREATE SCHEMA app;
ALTER SCHEMA app OWNER TO app_writer;
GRANT USAGE ON SCHEMA app TO app_writer WITH GRANT OPTION;
