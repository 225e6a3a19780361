CREATE TABLE public.t (id integer, k integer);
CREATE INDEX t_k ON public.t (k);
CREATE INDEX t_id ON public.t (id);
ALTER TABLE public.t CLUSTER ON t_k;
CREATE TABLE public.u (id integer PRIMARY KEY);
ALTER TABLE public.u CLUSTER ON u_pkey;
