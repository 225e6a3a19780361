-- Altered where it is it would still need the key, and the function, that it was made with.
CREATE TABLE public.p (a integer CONSTRAINT "N 3" PRIMARY KEY, b integer);
CREATE TABLE public.t (a integer, b integer);
ALTER TABLE public.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.p;
CREATE FUNCTION public.f(integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true;
ALTER TABLE public.t ADD CONSTRAINT c CHECK (public.f(b));
