INSERT INTO public.p1 VALUES (1, 2);
INSERT INTO public.h1 VALUES (1, 'kept');
