CREATE TABLE public.t (a integer, b integer, CONSTRAINT u UNIQUE (a));
CREATE UNIQUE INDEX i ON public.t (b);
