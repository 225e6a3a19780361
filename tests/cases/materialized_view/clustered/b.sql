-- One is ordered by another index, and one by none.
CREATE TABLE public.t (id integer, a text);
CREATE MATERIALIZED VIEW public."M 1" AS SELECT id, a FROM public.t;
CREATE UNIQUE INDEX m_id ON public."M 1" (id);
CREATE INDEX m_a ON public."M 1" (a);
ALTER MATERIALIZED VIEW public."M 1" CLUSTER ON m_a;
CREATE MATERIALIZED VIEW public.n AS SELECT id FROM public.t;
CREATE INDEX n_id ON public.n (id);
