INSERT INTO public.p VALUES ('a'), ('b');
INSERT INTO public.t VALUES ('a', ROW('b', 1), 'a');
INSERT INTO public.log VALUES (1, 'b');
