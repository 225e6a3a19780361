CREATE TABLE public.l (a int, b text);
CREATE TABLE public.t (a int, b text, lost int);
CREATE RULE "R r" AS ON INSERT TO public.t DO INSTEAD INSERT INTO public.l VALUES (NEW.a, NEW.b) RETURNING a, b, 1;
