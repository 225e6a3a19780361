CREATE TABLE public.p (a integer CONSTRAINT another_pk PRIMARY KEY) PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.r (a integer CONSTRAINT another_fk REFERENCES public.p);
CREATE FUNCTION public.f(b integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN $1 > 0;
CREATE TABLE public.t (a integer CONSTRAINT another_c CHECK (public.f(a)));
CREATE INDEX another_i ON public.t (public.f(a));
