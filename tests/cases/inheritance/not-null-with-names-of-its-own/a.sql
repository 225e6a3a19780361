CREATE TABLE public.old (a integer CONSTRAINT t_a_not_null NOT NULL);
CREATE VIEW public.v AS SELECT a FROM public.old;
