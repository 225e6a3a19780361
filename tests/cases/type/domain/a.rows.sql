INSERT INTO public.t VALUES ('x', 5);
