INSERT INTO public.t VALUES (1, 2, 3, 'd', NULL, 4);
