CREATE TABLE public.p (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.q (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE public.q1 PARTITION OF public.q FOR VALUES FROM (0) TO (10);
CREATE INDEX ON public.q (a);
