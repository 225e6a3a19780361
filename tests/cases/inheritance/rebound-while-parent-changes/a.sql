CREATE TABLE public.log (at date NOT NULL, n integer, gone text) PARTITION BY RANGE (at);
CREATE TABLE public.l1 PARTITION OF public.log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE public.l2 PARTITION OF public.log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
