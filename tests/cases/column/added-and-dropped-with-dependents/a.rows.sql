INSERT INTO public.t VALUES (0, 2, 'x');
