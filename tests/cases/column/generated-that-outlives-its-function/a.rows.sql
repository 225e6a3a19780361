INSERT INTO public.shirts (size) VALUES ('s'), ('l');
