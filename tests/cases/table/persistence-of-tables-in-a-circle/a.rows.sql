INSERT INTO public.a VALUES (1, NULL);
INSERT INTO public.b VALUES (1, 1);
INSERT INTO public."c C" VALUES (1, 1, 1);
UPDATE public.a SET r = 1;
