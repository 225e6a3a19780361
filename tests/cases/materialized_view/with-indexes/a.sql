CREATE TABLE public.t (id integer, a text);
CREATE MATERIALIZED VIEW public.m WITH (fillfactor = 80) AS SELECT id, a FROM public.t;
CREATE UNIQUE INDEX m_id ON public.m (id);
CREATE MATERIALIZED VIEW public.n AS SELECT id FROM public.t;
CREATE INDEX n_id ON public.n (id);
COMMENT ON MATERIALIZED VIEW public.n IS 'n';
GRANT SELECT ON public.n TO app_reader;
CREATE VIEW public.over AS SELECT id FROM public.n;
