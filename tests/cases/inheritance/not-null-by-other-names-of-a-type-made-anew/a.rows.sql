INSERT INTO public.p VALUES ('a', '[1,3)');
INSERT INTO public.c VALUES ('b', '[2,3)');
INSERT INTO public.m VALUES ('c');
