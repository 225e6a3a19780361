CREATE TABLE public.p (a integer PRIMARY KEY, b integer);
CREATE TABLE public.t (a integer, b integer);
ALTER TABLE public.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.p NOT VALID;
CREATE FUNCTION public.f(integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true;
ALTER TABLE public.t ADD CONSTRAINT c CHECK (public.f(b)) NOT VALID;
