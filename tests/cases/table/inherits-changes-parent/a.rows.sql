INSERT INTO public.c VALUES (1, 'x');
INSERT INTO public.d VALUES (1, 'x');
