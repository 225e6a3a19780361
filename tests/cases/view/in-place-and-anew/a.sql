CREATE TABLE public.t (id integer PRIMARY KEY, a text, b integer);
CREATE VIEW public.v AS SELECT id, a FROM public.t;
CREATE VIEW public.w AS SELECT id, a FROM public.v;
COMMENT ON VIEW public.w IS 'w';
GRANT SELECT ON public.w TO app_reader;
CREATE VIEW public.x AS SELECT id, a, b FROM public.t;
CREATE VIEW public.y AS SELECT * FROM public.x;
GRANT INSERT, SELECT ON public.y TO app_writer WITH GRANT OPTION;
