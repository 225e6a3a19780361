CREATE TABLE public.t (id integer, a text, b text);
GRANT SELECT, INSERT ON public.t TO app_reader;
GRANT UPDATE (a) ON public.t TO app_writer;
CREATE TABLE public.u (id integer, a text);
GRANT ALL ON public.u TO app_reader WITH GRANT OPTION;
GRANT SELECT ON public.u TO PUBLIC;
