INSERT INTO public.moves VALUES (1, 'kept'); INSERT INTO public.parts VALUES (1, 1), (11, 1), (21, 1);
