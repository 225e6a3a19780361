INSERT INTO public.p VALUES (1, 2); INSERT INTO public.c VALUES (1, 2); INSERT INTO public.d VALUES (1, 2);
INSERT INTO public.e VALUES (1, 2); INSERT INTO public.f VALUES (1, 2); INSERT INTO public."Child" VALUES (5);
