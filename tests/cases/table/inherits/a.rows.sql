INSERT INTO public.c VALUES (1, 'x', 'y');
INSERT INTO public.d VALUES (1, 'x', 2);
