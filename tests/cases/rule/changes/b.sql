CREATE TABLE public.t (id integer, a text);
CREATE TABLE public.log (id integer);
CREATE RULE r1 AS ON INSERT TO public.t WHERE NEW.id > 0 DO ALSO (INSERT INTO public.log VALUES (NEW.id); INSERT INTO public.log VALUES (2));
CREATE RULE r2 AS ON UPDATE TO public.t DO ALSO NOTHING;
ALTER TABLE public.t DISABLE RULE r2;
CREATE RULE "R 3; --" AS ON DELETE TO public.t DO INSTEAD NOTHING;
ALTER TABLE public.t ENABLE ALWAYS RULE "R 3; --";
COMMENT ON RULE "R 3; --" ON public.t IS 'odd';
