INSERT INTO public.t VALUES (1, 'happy', '3', 4);
