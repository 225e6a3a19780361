INSERT INTO public.checked VALUES (1, DEFAULT, 2);
INSERT INTO public.self VALUES (1);
INSERT INTO public.published VALUES (1);
INSERT INTO public.below VALUES (2);
