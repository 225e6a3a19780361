CREATE TABLE public.p (a integer, b integer, PRIMARY KEY (a, b));
CREATE TABLE public.t (id integer, k integer, a integer, b integer, r int4range);
