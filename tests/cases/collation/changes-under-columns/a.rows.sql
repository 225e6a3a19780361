INSERT INTO public.t VALUES ('a', '{b,c}', 'd', 'n');
