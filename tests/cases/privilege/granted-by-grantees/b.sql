CREATE TABLE public.t (a integer, b integer);
GRANT SELECT ON public.t TO app_reader WITH GRANT OPTION;
GRANT UPDATE (a) ON public.t TO app_reader WITH GRANT OPTION;
SET ROLE app_reader;
GRANT SELECT, UPDATE (a) ON public.t TO app_writer;
GRANT SELECT ON public.t TO PUBLIC;
RESET ROLE;
