INSERT INTO public.p (day, code, e) VALUES (1, 'x', 'b'), (6, 'y', 'b'), (11, 'z', 'b');
INSERT INTO public.r SELECT id, day FROM public.p;
