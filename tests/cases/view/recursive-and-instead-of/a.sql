CREATE TABLE public.t (id integer, p integer);
