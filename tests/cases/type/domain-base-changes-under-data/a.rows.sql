INSERT INTO public.t VALUES (7, '{1,2}');
