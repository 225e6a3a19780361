CREATE TABLE public.old (a integer CONSTRAINT t_a_not_null NOT NULL);
CREATE VIEW public.v AS SELECT a FROM public.old;
CREATE TABLE public.q (id bigint NOT NULL, k integer CONSTRAINT knn NOT NULL) PARTITION BY LIST (id);
CREATE INDEX q_k ON public.q (k);
CREATE TABLE public.q1 PARTITION OF public.q DEFAULT;
