INSERT INTO public.t VALUES (1, 2);
INSERT INTO public.h VALUES (1, 2, 3);
INSERT INTO public.p VALUES (1);
