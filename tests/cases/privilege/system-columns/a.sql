CREATE TABLE public.t (a int, b int);
GRANT SELECT (tableoid, a), INSERT (b) ON public.t TO app_reader;
GRANT SELECT (ctid) ON public.t TO PUBLIC;
CREATE TABLE public.u (a int);
