CREATE TABLE public.c (id integer, a text);
CREATE TABLE public.l1 (at date, n integer);
