CREATE TABLE public.p (id integer, a text);
CREATE TABLE public.c (id integer, a text) INHERITS (public.p);
CREATE TABLE public.log (at date, n integer) PARTITION BY RANGE (at);
CREATE TABLE public.l1 PARTITION OF public.log DEFAULT;
