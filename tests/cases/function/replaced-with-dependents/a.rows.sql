INSERT INTO public.t VALUES (5, 6);
