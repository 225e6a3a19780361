CREATE TABLE public.l (a int, b int);
CREATE TABLE public."T t" (a int, new int, b int);
CREATE RULE r AS ON INSERT TO public."T t" DO INSTEAD INSERT INTO public.l VALUES (NEW.a, NEW.b) RETURNING a, 0, b;
