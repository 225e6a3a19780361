CREATE TABLE public.p (a integer, b integer);
CREATE UNIQUE INDEX p_a ON public.p (a);
CREATE TABLE public.t (a integer CONSTRAINT f REFERENCES public.p (a));
