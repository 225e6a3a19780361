CREATE TABLE public.t (id integer, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.t;
COMMENT ON COLUMN public.v.id IS 'old';
GRANT SELECT (id) ON public.v TO app_reader;
ALTER VIEW public.v ALTER COLUMN a SET DEFAULT 'x';
