CREATE TABLE public.l (a int, b int);
CREATE TABLE public."T t" (a int, b int);
