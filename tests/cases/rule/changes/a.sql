CREATE TABLE public.t (id integer, a text);
CREATE TABLE public.log (id integer);
CREATE RULE r1 AS ON INSERT TO public.t DO ALSO INSERT INTO public.log VALUES (NEW.id);
CREATE RULE r2 AS ON UPDATE TO public.t DO ALSO NOTHING;
COMMENT ON RULE r2 ON public.t IS 'two';
