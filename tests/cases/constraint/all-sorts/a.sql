CREATE TABLE public.p (a integer, b integer, PRIMARY KEY (a, b));
CREATE TABLE public.t (id integer, k integer, a integer, b integer, r int4range);
CREATE TABLE public.l (k integer, n integer NOT NULL) PARTITION BY LIST (k);
CREATE TABLE public.l1 PARTITION OF public.l DEFAULT;
