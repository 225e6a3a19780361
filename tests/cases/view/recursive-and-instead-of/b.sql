CREATE TABLE public.t (id integer, p integer);
CREATE RECURSIVE VIEW public.v (id, depth) AS SELECT id, 1 FROM public.t WHERE p IS NULL UNION ALL SELECT t.id, v.depth + 1 FROM public.t JOIN v ON v.id = t.p;
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr INSTEAD OF INSERT ON public.v FOR EACH ROW EXECUTE FUNCTION public.f();
COMMENT ON TRIGGER tr ON public.v IS 'instead';
CREATE VIEW public.plain AS SELECT id FROM public.t;
CREATE RULE r AS ON DELETE TO public.plain DO INSTEAD DELETE FROM public.t WHERE t.id = OLD.id;
