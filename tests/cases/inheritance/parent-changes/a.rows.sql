INSERT INTO public.p VALUES (1, 2, 'p');
INSERT INTO public.c VALUES (1, 2, 'c', 'own');
INSERT INTO public.g VALUES (1, 2, 'g', 'own');
