-- Values that have to be text meanwhile are so in the partitions, while those are detached.
CREATE DOMAIN public.d AS integer CHECK (VALUE > 0);
CREATE TABLE public.t (id integer, k public.d[] NOT NULL) PARTITION BY LIST (k);
CREATE TABLE public.t_ok PARTITION OF public.t FOR VALUES IN ('{1}');
CREATE TYPE public.r AS RANGE (subtype = bigint);
CREATE TABLE public.u (id integer, k public.r NOT NULL) PARTITION BY LIST (k);
CREATE TABLE public.u_ok PARTITION OF public.u DEFAULT;
