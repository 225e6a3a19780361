CREATE TABLE public.t (id integer, a text);
GRANT SELECT ON public.t TO app_reader;
CREATE VIEW public.v AS SELECT id, a FROM public.t;
GRANT SELECT ON public.v TO app_reader;
