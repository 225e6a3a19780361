CREATE TABLE public.p (id int PRIMARY KEY, code text, CHECK (id > 0)) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id);
CREATE TABLE public.p2a PARTITION OF public.p2 DEFAULT;
CREATE INDEX i ON public.p (code);
CREATE INDEX j ON public.p (id, code) WHERE code IS NOT NULL;
COMMENT ON INDEX public.p1_code_idx IS 'kept';
CREATE TABLE public.other (id int PRIMARY KEY, code text) PARTITION BY RANGE (id);
CREATE INDEX k ON public.other (code);
