CREATE TABLE public.log (at date NOT NULL, n bigint NOT NULL DEFAULT 5, name text COLLATE "C", CONSTRAINT positive CHECK (n > 0)) PARTITION BY RANGE (at);
CREATE TABLE public.l1 PARTITION OF public.log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE public.l2 PARTITION OF public.log DEFAULT;
CREATE INDEX log_n ON public.log (n);
CREATE UNIQUE INDEX log_u ON public.log (at, n);
ALTER TABLE public.log ADD CONSTRAINT log_pk PRIMARY KEY (at);
