INSERT INTO public.t VALUES (1, 1, 'c', 1, 1, 1, 1, 1), (2, 2, 'd', 2, 2, 2, 2, 2);
INSERT INTO public.r VALUES (2);
INSERT INTO public.retyped VALUES (1);
INSERT INTO public.p VALUES (1, 1);
