CREATE TABLE public.t (id integer);
CREATE VIEW public.v WITH (security_invoker = true) AS SELECT id FROM public.t;
CREATE VIEW public.w AS SELECT id FROM public.t;
CREATE VIEW public.x WITH (security_invoker = on) AS SELECT id FROM public.t;
