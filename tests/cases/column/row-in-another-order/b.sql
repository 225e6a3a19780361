CREATE TABLE public.t (a int, b int, c int);
CREATE TABLE public.u (x int, r public.t DEFAULT '(1,,2)');
