INSERT INTO public.c VALUES (1, 'c');
INSERT INTO public.l1 VALUES ('2024-01-01', 1);
