CREATE TABLE public.t (id integer);
GRANT SELECT ON public.t TO app_reader;
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION public.f() FROM PUBLIC;
CREATE SCHEMA app;
CREATE VIEW public.v AS SELECT 1 AS a;
ALTER VIEW public.v OWNER TO app_writer;
REVOKE INSERT ON public.v FROM app_writer;
CREATE TABLE public.own (a integer, b integer);
