INSERT INTO public.t (a) VALUES ('one'); INSERT INTO public.heir (b) VALUES (3);
