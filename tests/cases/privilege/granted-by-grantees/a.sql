CREATE TABLE public.t (a integer, b integer);
GRANT SELECT ON public.t TO app_reader WITH GRANT OPTION;
GRANT SELECT ON public.t TO app_writer;
