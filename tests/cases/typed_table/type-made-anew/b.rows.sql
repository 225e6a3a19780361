INSERT INTO public.t VALUES (1, 'ok', 'x'), (2, 'happy', NULL);
INSERT INTO public.holder VALUES (1, (1, 'ok', 'x'), ARRAY[(2, 'happy', 'a,b')::public.person]);
INSERT INTO public.of_held VALUES (1, 'x');
INSERT INTO public.holds VALUES ((1, 'x'));
