INSERT INTO public.t VALUES ('x');
