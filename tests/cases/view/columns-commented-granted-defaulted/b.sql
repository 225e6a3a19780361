CREATE TABLE public.t (id integer, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.t;
COMMENT ON COLUMN public.v.id IS 'new';
COMMENT ON COLUMN public.v.a IS 'added';
GRANT SELECT (a), UPDATE (a) ON public.v TO app_reader;
ALTER VIEW public.v ALTER COLUMN id SET DEFAULT 3;
CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS "Odd; col";
COMMENT ON COLUMN public.m."Odd; col" IS 'odd';
