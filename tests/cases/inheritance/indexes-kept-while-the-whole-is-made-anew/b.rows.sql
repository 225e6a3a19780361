INSERT INTO public.p VALUES (1, 1, 'A', NULL), (11, 1, 'B', NULL), (21, 2, 'C', NULL); INSERT INTO public.twice VALUES (1, 1), (2, 1);
