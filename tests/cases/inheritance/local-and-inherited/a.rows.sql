INSERT INTO public.c VALUES (1, 'c');
INSERT INTO public.d VALUES (1, 'd');
