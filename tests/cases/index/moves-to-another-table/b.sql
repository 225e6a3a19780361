CREATE TABLE public.t (a integer);
CREATE TABLE public.u (a integer);
CREATE INDEX i ON public.u (a);
