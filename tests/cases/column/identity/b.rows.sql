INSERT INTO public.t (d) VALUES (1);
