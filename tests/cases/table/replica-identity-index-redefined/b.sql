CREATE TABLE public.t (id integer NOT NULL, k integer NOT NULL);
CREATE UNIQUE INDEX t_k ON public.t (k, id);
ALTER TABLE public.t REPLICA IDENTITY USING INDEX t_k;
