CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE public.r (g integer PRIMARY KEY);
CREATE TABLE public.p (a int, g int GENERATED ALWAYS AS (a * 2) STORED CONSTRAINT nn NOT NULL REFERENCES public.r, "H ; 1" int GENERATED ALWAYS AS (a) STORED, CONSTRAINT c CHECK (g > 0), UNIQUE (a, g)) PARTITION BY LIST (a);
CREATE INDEX i ON public.p (g);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1) PARTITION BY LIST (a);
CREATE TABLE public.p11 PARTITION OF public.p1 DEFAULT;
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES IN (2);
-- Nothing is inherited about the column.
CREATE TABLE public.q (a int, g int GENERATED ALWAYS AS (a * 2) STORED) PARTITION BY LIST (a);
CREATE TABLE public.q1 PARTITION OF public.q FOR VALUES IN (1);
-- The expression of the whole changes as well.
CREATE TABLE public.w (a int, g int GENERATED ALWAYS AS (a * 2) STORED, CONSTRAINT c CHECK (g > 0)) PARTITION BY LIST (a);
CREATE TABLE public.w1 PARTITION OF public.w FOR VALUES IN (1);
CREATE TABLE public.w2 PARTITION OF public.w (g GENERATED ALWAYS AS (a * 5) STORED) FOR VALUES IN (2);
