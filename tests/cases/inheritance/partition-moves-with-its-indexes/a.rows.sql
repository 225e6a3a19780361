INSERT INTO public.x VALUES (1);
INSERT INTO public.p VALUES (11, 1), (21, NULL), (41, 1), (61, 1);
