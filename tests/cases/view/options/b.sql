CREATE TABLE public.t (id integer);
CREATE VIEW public.v WITH (security_barrier) AS SELECT id FROM public.t WITH CASCADED CHECK OPTION;
CREATE VIEW public.w WITH (security_barrier = false) AS SELECT id FROM public.t WHERE id > 0;
CREATE VIEW public.x AS SELECT id FROM public.t WHERE id > 1;
