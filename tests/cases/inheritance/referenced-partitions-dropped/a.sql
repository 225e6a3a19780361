CREATE TABLE public."p P" (id integer PRIMARY KEY, v integer) PARTITION BY RANGE (id);
CREATE INDEX v ON public."p P" (v);
CREATE TABLE public.p1 PARTITION OF public."p P" FOR VALUES FROM (0) TO (10);
CREATE TABLE public."p 2" PARTITION OF public."p P" FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id);
CREATE TABLE public.p2a PARTITION OF public."p 2" FOR VALUES FROM (10) TO (15);
CREATE TABLE public.p2b PARTITION OF public."p 2" FOR VALUES FROM (15) TO (20);
CREATE TABLE public.p3 PARTITION OF public."p P" FOR VALUES FROM (20) TO (30) PARTITION BY RANGE (id);
CREATE TABLE public.p3a PARTITION OF public.p3 FOR VALUES FROM (20) TO (25);
CREATE TABLE public.p3b PARTITION OF public.p3 FOR VALUES FROM (25) TO (30);
CREATE VIEW public.second AS SELECT id FROM public."p 2";
CREATE TABLE public.r (id integer REFERENCES public."p P" ON DELETE CASCADE);
-- Its rows go before those that they reference.
CREATE TABLE public.s (id integer REFERENCES public."p P") PARTITION BY RANGE (id);
CREATE TABLE public.s1 PARTITION OF public.s FOR VALUES FROM (0) TO (10);
CREATE TABLE public.s2 PARTITION OF public.s FOR VALUES FROM (10) TO (20);
CREATE TABLE public.goes (id integer REFERENCES public."p P");
-- One that references itself, and partitions that are referenced by themselves.
CREATE TABLE public.tree (id integer PRIMARY KEY, up integer REFERENCES public.tree) PARTITION BY RANGE (id);
CREATE TABLE public.tree1 PARTITION OF public.tree FOR VALUES FROM (0) TO (10);
CREATE TABLE public.tree2 PARTITION OF public.tree FOR VALUES FROM (10) TO (20);
CREATE TABLE public.one (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE public.one1 PARTITION OF public.one FOR VALUES FROM (0) TO (10);
CREATE TABLE public.t (id integer REFERENCES public.one1);
-- A part of what goes stays.
CREATE TABLE public.q (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE public.q1 PARTITION OF public.q FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id);
CREATE TABLE public.q1a PARTITION OF public.q1 FOR VALUES FROM (0) TO (5);
CREATE TABLE public.u (id integer REFERENCES public.q);
