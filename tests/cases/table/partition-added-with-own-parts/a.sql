CREATE TABLE public.log (at date NOT NULL, n integer) PARTITION BY RANGE (at);
CREATE TABLE public.l1 PARTITION OF public.log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
