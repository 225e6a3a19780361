INSERT INTO public.prices (id, net) VALUES (1, 10), (2, 20);
INSERT INTO public.parent (n) VALUES (1), (2);
INSERT INTO public.child (n) VALUES (3);
INSERT INTO public.turned (a) VALUES (4);
