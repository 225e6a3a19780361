CREATE TABLE public.p (a integer CONSTRAINT pk PRIMARY KEY) PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
-- A partition is not dropped while a foreign key to its table is there, whatever that is called.
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (10) TO (20);
CREATE TABLE public.r (a integer CONSTRAINT fk REFERENCES public.p);
CREATE FUNCTION public.f(a integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN $1 > 0;
CREATE TABLE public.t (a integer CONSTRAINT c CHECK (public.f(a)));
CREATE INDEX i ON public.t (public.f(a));
