INSERT INTO public.t VALUES (1, 10, NULL, NULL, '[1,5)');
