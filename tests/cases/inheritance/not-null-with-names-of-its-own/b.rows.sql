INSERT INTO public.q VALUES (1, 2);
