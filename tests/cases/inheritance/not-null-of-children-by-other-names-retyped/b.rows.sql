INSERT INTO public.p VALUES (1, 'x', 1);
INSERT INTO public.c VALUES (1, 'x', 2);
INSERT INTO public.e (code, n) VALUES ('x', 2);
INSERT INTO public."two Child" VALUES (1, 'x');
