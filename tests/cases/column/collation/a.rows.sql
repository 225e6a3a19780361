INSERT INTO public.t VALUES ('x', 'y', 'z');
