CREATE TABLE public.log (id integer, n integer) PARTITION BY RANGE (n);
CREATE TABLE public.l1 PARTITION OF public.log DEFAULT;
