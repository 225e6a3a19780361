CREATE TABLE public.p (a integer PRIMARY KEY);
CREATE TABLE public.t (a integer, b integer);
ALTER TABLE public.t ADD CONSTRAINT c CHECK (a > 0);
ALTER TABLE public.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.p;
