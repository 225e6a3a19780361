CREATE TABLE public.x (id int PRIMARY KEY);
CREATE TABLE public.p (id int PRIMARY KEY, v int CONSTRAINT vf REFERENCES public.x) PARTITION BY RANGE (id);
CREATE INDEX p_v ON public.p (v);
CREATE TABLE public.q (id int PRIMARY KEY, v int CONSTRAINT vf REFERENCES public.x) PARTITION BY RANGE (id);
CREATE INDEX q_v ON public.q (v);
-- From one table to another.
CREATE TABLE public.moves PARTITION OF public.p FOR VALUES FROM (10) TO (20);
COMMENT ON INDEX public.moves_v_idx IS 'kept';
-- Below a new one.
CREATE TABLE public.sinks PARTITION OF public.p FOR VALUES FROM (20) TO (30);
CREATE TABLE public.whole PARTITION OF public.p FOR VALUES FROM (40) TO (50) PARTITION BY RANGE (id);
CREATE TABLE public.part PARTITION OF public.whole FOR VALUES FROM (40) TO (45);
-- What it moves to gets the index then.
CREATE TABLE public.bare (id int, v int) PARTITION BY RANGE (id);
-- Others are like its own.
CREATE TABLE public.twice PARTITION OF public.p FOR VALUES FROM (60) TO (70);
CREATE INDEX another ON public.twice (v);
