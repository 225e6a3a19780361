CREATE TABLE public.log (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE public.l1 PARTITION OF public.log DEFAULT;
CREATE INDEX log_at ON ONLY public.log (at);
