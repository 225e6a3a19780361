INSERT INTO public.t VALUES (1, 'ok', 'x'), (2, 'sad', 'y');
INSERT INTO public.refers VALUES (1, 'ok');
INSERT INTO public.u VALUES (1, 'ok', 'sad'), (2, NULL, 'ok');
