INSERT INTO public."Peo ple" VALUES (1, 'Ann', 3, '2000-01-01');
INSERT INTO public.same VALUES (1, 'Ann', 5);
INSERT INTO public.retyped VALUES (1, 'Ann', 5);
