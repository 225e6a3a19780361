INSERT INTO public.r VALUES (2), (4), (3);
INSERT INTO public.q VALUES (1);
INSERT INTO public.w VALUES (1), (2);
