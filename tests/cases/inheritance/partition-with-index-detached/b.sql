CREATE TABLE public.log (at date NOT NULL, n integer) PARTITION BY RANGE (at);
CREATE INDEX log_n ON public.log (n);
CREATE TABLE public.l1 (at date NOT NULL, n integer);
