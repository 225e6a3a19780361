CREATE TABLE public.log (at date, n integer PRIMARY KEY) PARTITION BY RANGE (n);
CREATE TABLE public.l3 PARTITION OF public.log FOR VALUES FROM (20) TO (40);
