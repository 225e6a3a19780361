INSERT INTO public.t VALUES (ROW(1, 'x, "y"'), ARRAY[ROW(2, NULL)::public.c]);
