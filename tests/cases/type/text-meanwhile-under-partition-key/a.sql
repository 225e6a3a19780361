CREATE DOMAIN public.d AS integer;
CREATE TABLE public.t (id integer, k public.d[] NOT NULL) PARTITION BY LIST (k);
CREATE TABLE public.t_ok PARTITION OF public.t FOR VALUES IN ('{1}');
CREATE TYPE public.r AS RANGE (subtype = numeric);
CREATE TABLE public.u (id integer, k public.r NOT NULL) PARTITION BY LIST (k);
CREATE TABLE public.u_ok PARTITION OF public.u DEFAULT;
