CREATE TYPE public.e AS ENUM ('b', 'c');
CREATE TABLE public.p (
    day int NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, code varchar(20) NOT NULL, e public.e NOT NULL, PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
CREATE TABLE public."P 1" (
    day int NOT NULL, id bigint NOT NULL, code varchar(20) NOT NULL, e public.e NOT NULL, CONSTRAINT "own key" PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
ALTER TABLE public.p ATTACH PARTITION public."P 1" FOR VALUES FROM (0) TO (10);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (10) TO (20);
CREATE TABLE public.p1a (day int NOT NULL, id bigint NOT NULL, code varchar(20) NOT NULL, e public.e NOT NULL);
CREATE INDEX own ON public.p1a (code);
ALTER TABLE public."P 1" ATTACH PARTITION public.p1a FOR VALUES FROM (0) TO (5);
CREATE TABLE public.p1b PARTITION OF public."P 1" FOR VALUES FROM (5) TO (10);
CREATE INDEX i ON public.p (code);
CREATE TABLE public.r (id bigint, day int, CONSTRAINT r_fk FOREIGN KEY (id, day) REFERENCES public.p (id, day));
