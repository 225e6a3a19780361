INSERT INTO public."p P" SELECT n, n FROM generate_series(0, 29) n;
INSERT INTO public.r VALUES (1), (26);
INSERT INTO public.s VALUES (1), (11);
INSERT INTO public.goes VALUES (12);
INSERT INTO public.tree VALUES (1, NULL), (2, 1), (11, NULL), (12, 11);
INSERT INTO public.one VALUES (1);
INSERT INTO public.t VALUES (1);
INSERT INTO public.q VALUES (1);
INSERT INTO public.u VALUES (1);
