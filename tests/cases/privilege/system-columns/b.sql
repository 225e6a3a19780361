CREATE TABLE public.t (a int, b int);
GRANT SELECT (xmin, b) ON public.t TO app_reader WITH GRANT OPTION;
GRANT SELECT ON public.t TO app_writer;
CREATE TABLE public.u (a int);
GRANT SELECT (tableoid) ON public.u TO app_reader;
