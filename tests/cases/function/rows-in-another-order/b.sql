CREATE TABLE public.t (a int, b int, c int);
CREATE FUNCTION public.found() RETURNS SETOF public.t BEGIN ATOMIC SELECT * FROM public.t; END;
