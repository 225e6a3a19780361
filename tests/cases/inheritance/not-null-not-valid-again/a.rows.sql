INSERT INTO public.p VALUES (1, 1);
INSERT INTO public.h VALUES (1, 1);
INSERT INTO public.g VALUES (1, 1);
INSERT INTO public.f VALUES (1, 1);
INSERT INTO public.whole VALUES (1, 1), (1, 11);
INSERT INTO public.below VALUES (1);
