CREATE TABLE public.t (id integer, kept text);
CREATE VIEW public.v AS SELECT id, kept FROM public.t;
CREATE VIEW public.w AS SELECT id, kept FROM public.v;
CREATE RULE r AS ON INSERT TO public.w DO INSTEAD INSERT INTO public.t (id) VALUES (NEW.id);
CREATE VIEW public.x AS SELECT id FROM public.t;
CREATE VIEW public.y AS SELECT id FROM public.x;
COMMENT ON VIEW public.y IS 'y';
