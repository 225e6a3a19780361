INSERT INTO public."K k" (c, z) VALUES (1, 2);
INSERT INTO public.kk (c, z) VALUES (3, 4);
INSERT INTO public.k2 (c, z) VALUES (5, 6);
INSERT INTO public.k3 (c, z) VALUES (7, 8);
