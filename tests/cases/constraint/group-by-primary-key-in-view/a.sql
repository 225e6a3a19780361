CREATE TABLE public.t (id integer, a text, CONSTRAINT t_pk PRIMARY KEY (id));
CREATE VIEW public.v AS SELECT id, a, count(*) FROM public.t GROUP BY id;
