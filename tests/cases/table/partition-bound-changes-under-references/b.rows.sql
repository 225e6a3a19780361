INSERT INTO public.p VALUES (1, 'a'), (2, 'b'), (12, 'd');
INSERT INTO public.r VALUES (1, 'a'), (2, 'b'), (12, 'd');
INSERT INTO public.one VALUES (1, 'a');
INSERT INTO public.other VALUES (2, 'b');
