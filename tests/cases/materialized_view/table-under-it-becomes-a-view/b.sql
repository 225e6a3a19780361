CREATE TABLE public.u (c1 int);
CREATE VIEW public.r AS SELECT c1 FROM public.u;
CREATE MATERIALIZED VIEW public.m WITH (autovacuum_enabled = false) AS SELECT c1 FROM public.r;
CREATE VIEW public.v WITH (security_barrier = true) AS SELECT c1 FROM public.r;
