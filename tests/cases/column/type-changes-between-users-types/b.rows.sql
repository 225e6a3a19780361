INSERT INTO public.t VALUES ('1', '2', '1', '{1,2}', '1');
