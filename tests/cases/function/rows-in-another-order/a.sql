CREATE TABLE public.t (a int, c int);
