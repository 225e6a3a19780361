INSERT INTO public.t VALUES ('b');
