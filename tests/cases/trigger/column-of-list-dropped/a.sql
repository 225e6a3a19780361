CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE public.t (id integer, a text, b text);
CREATE TRIGGER t1 BEFORE UPDATE OF a, b ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
