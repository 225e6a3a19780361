CREATE TABLE public.p (a integer, b integer, PRIMARY KEY (a, b));
CREATE TABLE public.t (a integer, b integer, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES public.p ON DELETE SET NULL);
