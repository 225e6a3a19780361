INSERT INTO public.t VALUES ('a', 'b', 'c', 1, 2);
