CREATE TABLE public.t (a int, c int);
CREATE TABLE public.u (x int);
