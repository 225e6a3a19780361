CREATE TABLE public.p (id int, k text, PRIMARY KEY (id, k)) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10) PARTITION BY LIST (k);
CREATE TABLE public.p1a PARTITION OF public.p1 FOR VALUES IN ('a', 'c');
CREATE TABLE public.p1b PARTITION OF public.p1 FOR VALUES IN ('b');
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (10) TO (30);

CREATE TABLE public.r (id int, k text) PARTITION BY LIST (k);
CREATE TABLE public.r1 PARTITION OF public.r DEFAULT;
ALTER TABLE public.r ADD CONSTRAINT "to p" FOREIGN KEY (id, k) REFERENCES public.p (id, k) ON DELETE CASCADE;
COMMENT ON CONSTRAINT "to p" ON public.r IS 'kept';
CREATE TABLE public.one (id int, k text, CONSTRAINT stays FOREIGN KEY (id, k) REFERENCES public.p1a (id, k));
CREATE TABLE public.other (id int, k text, CONSTRAINT goes FOREIGN KEY (id, k) REFERENCES public.p1 (id, k));
