CREATE TABLE public.t (id integer);
CREATE VIEW public.v AS SELECT id FROM public.t;
CREATE VIEW public.w WITH (security_invoker = true, security_barrier = true) AS SELECT id FROM public.t;
CREATE VIEW public.x WITH (security_invoker = on) AS SELECT id + 1 AS id FROM public.t;
