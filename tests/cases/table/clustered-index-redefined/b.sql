CREATE TABLE public.t (id integer, k integer);
CREATE INDEX t_k ON public.t (k, id);
ALTER TABLE public.t CLUSTER ON t_k;
