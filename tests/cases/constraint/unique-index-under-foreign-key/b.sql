CREATE TABLE public.p (a integer, b integer, CONSTRAINT p_a UNIQUE (a));
CREATE TABLE public.t (a integer CONSTRAINT f REFERENCES public.p (a));
