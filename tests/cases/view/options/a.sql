CREATE TABLE public.t (id integer);
CREATE VIEW public.v AS SELECT id FROM public.t;
CREATE VIEW public.w WITH (security_barrier = true) AS SELECT id FROM public.t WHERE id > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW public.x WITH (security_barrier = true) AS SELECT id FROM public.t WHERE id > 0;
