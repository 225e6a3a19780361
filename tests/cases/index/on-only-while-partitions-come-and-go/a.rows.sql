INSERT INTO public.attached_1 VALUES (2, 7);
INSERT INTO public.attached_2 VALUES (12, 7);
INSERT INTO public.left_1 VALUES (2, 7);
INSERT INTO public.left_2 VALUES (12, 7);
INSERT INTO public.last_1 VALUES (2, 7);
