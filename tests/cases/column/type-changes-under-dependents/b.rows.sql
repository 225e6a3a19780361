INSERT INTO public.t VALUES (1, 2, 3, 4);
INSERT INTO public.r VALUES (1, 1);
